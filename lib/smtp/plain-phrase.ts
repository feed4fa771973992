/** Long enough for a name or a reason, too short for a message of its own. */
const maxCharacters = 120;

/**
 * A text from a person, as a phrase in a mail that Milepost sends: on one line, in the direction of its letters, and
 * without anything that a mail program makes a link of. A dot inside a word becomes U+2024, which looks the same.
 */
export function plainPhrase(text: string): string {
  const line = text
    .replace(/\s+/gu, ' ')
    // Control and direction characters, unpaired surrogates, and what no font shows.
    .replace(/\p{C}/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = [...line];
  const short = characters.length > maxCharacters ? `${characters.slice(0, maxCharacters - 1).join('')}…` : line;
  return (
    short
      // The full-width and ideographic dots also separate the labels of a domain (UTS 46).
      .replace(/(?<=\S)[.．。｡](?=\S)/gu, '\u2024')
      .replace(/:(?=\S)/gu, '\u2236')
  );
}
