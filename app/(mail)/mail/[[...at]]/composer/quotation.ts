/** The quoted text of a message, each line prefixed with ">". */
export function replyQuotation(intro: string, text: string): string {
  const lines = text.split('\n').map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`));
  return `\n\n${intro}\n${lines.join('\n')}\n`;
}

/** The text of a forwarded message with its most important header fields. */
export function forwardQuotation(title: string, fields: [label: string, value: string][], text: string): string {
  const header = fields.map(([label, value]) => `${label}: ${value}`);
  return ['\n\n', `---------- ${title} ----------`, ...header, '', text, ''].join('\n');
}

/** The text above the quotation. */
export function ownText(text: string, quotation: string): string {
  return text.slice(0, text.length - quotation.length);
}
