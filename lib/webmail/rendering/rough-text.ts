import { maxHtml } from '../sanitise/parse-cost';

const lineBreaks = /^\/?(?:p|div|br|tr|li|h[1-6]|table|ul|ol|pre|hr|blockquote|section|article|center)$/i;
/** Elements whose content is not text. */
const withoutText = new Set(['script', 'style', 'title', 'template', 'noscript', 'textarea', 'svg', 'math', 'head']);
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/**
 * The words of markup, without parsing it: one pass, whatever the markup is. Only for text nodes: it is not made safe
 * as markup.
 */
export function roughText(html: string): string {
  const source = html.slice(0, maxHtml);
  const out: string[] = [];
  let at = 0;
  let skip = '';
  while (at < source.length) {
    const open = source.indexOf('<', at);
    const end = open === -1 ? source.length : open;
    if (!skip) out.push(source.slice(at, end).replace(/\s+/g, ' '));
    if (open === -1) break;
    if (!/[a-z/!?]/i.test(source.charAt(open + 1))) {
      // "a < b"
      if (!skip) out.push('<');
      at = open + 1;
      continue;
    }
    const close = source.startsWith('<!--', open) ? source.indexOf('-->', open) : source.indexOf('>', open);
    // An unclosed tag or comment extends to the end, as in a browser.
    if (close === -1) break;
    const name = /^\/?[a-z][a-z0-9]{0,20}/i.exec(source.slice(open + 1, open + 24))?.[0].toLowerCase() ?? '';
    if (skip) {
      if (name === `/${skip}`) skip = '';
    } else if (withoutText.has(name)) skip = name;
    if (!skip && lineBreaks.test(name) && out.at(-1) !== '\n') out.push('\n');
    at = close + (source[close] === '>' ? 1 : 3);
  }
  return out
    .join('')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) =>
      name ? (entities[name.toLowerCase()] ?? whole) : character(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)),
    )
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
}
