import { isTooCostly, maxHtml } from './parse-cost';
import { parseWithoutAttributes } from './purifier';

const blocks = new Set([
  'P',
  'DIV',
  'TR',
  'LI',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'TABLE',
  'UL',
  'OL',
  'PRE',
  'HR',
  'SECTION',
  'ARTICLE',
  'BLOCKQUOTE',
  'HEADER',
  'FOOTER',
  'DT',
  'DD',
  'ADDRESS',
  'CENTER',
]);

/** Deeper elements are left out of a quotation. */
const maxDepth = 200;

/** Converts the HTML of a message to text for a quotation. Blocks become lines, and quoted lines start with ">". */
export function plainText(html: string): string {
  if (isTooCostly(html)) return '';
  const root = parseWithoutAttributes(html.slice(0, maxHtml));
  for (const style of root.querySelectorAll('style')) style.remove();
  const body = root.querySelector('body');
  const text = body ? textOf(body, 0) : '';
  return text
    .replace(/[ \t\u00a0]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function textOf(node: Element, depth: number): string {
  if (depth > maxDepth) return '';
  let out = '';
  for (const child of node.childNodes) {
    if (child.nodeType === 3) out += collapseSpace(child.textContent ?? '', out === '' || out.endsWith('\n'));
    if (child.nodeType === 1) out += elementText(child as Element, depth, out);
  }
  return out;
}

function collapseSpace(text: string, atLineStart: boolean): string {
  const collapsed = text.replace(/\s+/g, ' ');
  return atLineStart ? collapsed.replace(/^ /, '') : collapsed;
}

/** The text of an element that follows `before`. */
function elementText(element: Element, depth: number, before: string): string {
  const name = element.nodeName;
  if (name === 'BR') return '\n';
  const inner = textOf(element, depth + 1);
  const lineBreak = before && !before.endsWith('\n') ? '\n' : '';
  if (name === 'BLOCKQUOTE') return `${lineBreak}${quoteLines(inner)}\n`;
  if (blocks.has(name)) return `${lineBreak}${name === 'LI' ? '- ' : ''}${inner.trim()}\n${name === 'P' ? '\n' : ''}`;
  return name === 'TD' || name === 'TH' ? `${inner} ` : inner;
}

function quoteLines(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n');
}
