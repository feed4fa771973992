/** Makes text from a header or a file name safe to show in our own page. */

// Embeddings, overrides and isolates reorder the text around them (Unicode TR 36, "Trojan source"). The marks U+200E
// and U+200F are allowed: right-to-left subjects need them.
const reorder = /[\u202a-\u202e\u2066-\u2069]/gu;
// Invisible format characters (Unicode Cf, Hangul fillers, Khmer inherent vowels), except the direction marks.
const invisible = /(?![\u200b-\u200f])\p{Cf}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u180b|\u180c|\u180d/gu;
const control = /[\p{Cc}\u2028\u2029]+/gu;

export function cleanLine(value: unknown, max = 500): string {
  if (typeof value !== 'string') return '';
  const text = value
    .slice(0, max * 4)
    .replace(reorder, '')
    .replace(invisible, '')
    .replace(control, ' ')
    .trim();
  const characters = [...text];
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text;
}

/** An address as it is shown: without spaces, invisible or reordering characters. */
export function cleanAddress(value: unknown): string {
  return cleanLine(value, 320).replace(/[\s\u200b-\u200f]+/gu, '');
}

/** A file name for Content-Disposition and for the page: without a path, reordering characters or a leading dot. */
export function cleanFileName(value: unknown, fallback: string): string {
  const name = cleanLine(value, 150)
    .replace(/[\u200b-\u200f]/gu, '')
    .replace(/[/\\:*?"<>|]+/g, '_')
    .replace(/^[.\s]+/, '')
    .trim();
  return name || fallback;
}

/** Normalises line ends and removes control characters other than tab and line feed. */
export function cleanBody(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are removed
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, '')
      .replace(reorder, '')
  );
}
