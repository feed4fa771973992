/**
 * Reduces the CSS of a message to text and layout: without loads, positioning over the page, or escapes. This is not a
 * CSS parser: it drops what it does not recognise. The Content-Security-Policy of the frame also blocks every load.
 */

/** A style sheet in a message has 10 to 60 kB. A larger one is dropped. */
const maxCssLength = 200_000;

const loaders =
  /url|image|src|expression|charset|namespace|element|cross-fade|paint|behavior|binding|javascript|attr\s*\(|env\s*\(|var\s*\(/i;
/** Properties that newsletters use. All others, including future ones, are dropped. */
const allowed = new RegExp(
  `^(?:${[
    'color|opacity|visibility|direction|unicode-bidi|quotes|hyphens|tab-size|zoom|aspect-ratio',
    'background(?:-color|-position|-repeat|-size|-clip|-origin)?',
    'border(?:-[a-z-]+)?|outline(?:-[a-z-]+)?|box-(?:shadow|sizing)',
    'font(?:-[a-z-]+)?|line-height|(?:letter|word)-spacing',
    'text-[a-z-]+|-webkit-text-[a-z-]+|-ms-text-size-adjust|vertical-align|white-space(?:-collapse)?',
    'word-(?:break|wrap)|overflow(?:-x|-y|-wrap)?|line-break',
    'display|float|clear|(?:min-|max-)?(?:width|height|inline-size|block-size)',
    '(?:margin|padding)(?:-[a-z-]+)?|object-(?:fit|position)',
    'list-style(?:-type|-position)?|table-layout|caption-side|empty-cells',
    'flex(?:-[a-z-]+)?|order|(?:row-|column-)?gap|(?:align|justify|place)-(?:items|content|self)',
    'grid(?:-[a-z-]+)?|columns|column-[a-z-]+|orphans|widows|(?:page-)?break-[a-z]+',
    'mso-[a-z-]+',
  ].join('|')})$`,
);

/** Declarations of a style attribute or of one rule's block. */
export function cleanDeclarations(css: string): string {
  const out: string[] = [];
  for (const declaration of split(withoutComments(css), ';')) {
    const colon = declaration.indexOf(':');
    if (colon < 1) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (name.length > 60 || !allowed.test(name)) continue;
    // A backslash can encode any character ("\75rl("), markup can end the element, and full-width letters read as
    // ASCII.
    if (!/^[\x20-\x7e\u00a0-\u2fff]{0,1000}$/u.test(value) || /[\\<>{}@]/.test(value)) continue;
    if (loaders.test(value.replaceAll(/\s+/g, ''))) continue;
    if (name === 'display' && /contents/i.test(value)) continue;
    // A large negative margin moves content out of its place. Legitimate messages do not need it.
    if (/^(?:text-indent|margin.*)$/.test(name) && /-\d{3,}/.test(value)) continue;
    out.push(`${name}:${value}`);
  }
  return out.join(';');
}

/** A style sheet: plain rules, and those inside @media. */
export function cleanSheet(css: string): string {
  if (css.length > maxCssLength) return '';
  return rules(withoutComments(css).replaceAll(/<!--|-->/g, ''), 0);
}

function rules(css: string, depth: number): string {
  const out: string[] = [];
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf('{', at);
    const end = css.indexOf(';', at);
    if (end !== -1 && (open === -1 || end < open)) {
      // "@import …;" and other statements without a block.
      at = end + 1;
      continue;
    }
    if (open === -1) break;
    const close = matching(css, open);
    if (close === -1) break;
    const head = css.slice(at, open).trim();
    const body = css.slice(open + 1, close);
    at = close + 1;
    if (head.startsWith('@')) {
      if (depth === 0 && /^@media\s[\w\s():,.>=-]{0,200}$/i.test(head)) {
        const inner = rules(body, 1);
        if (inner) out.push(`${head}{${inner}}`);
      }
      continue;
    }
    // Attribute selectors can leak values of the page.
    if (!/^[\w\s.,#>+~*:()-]{1,500}$/.test(head) || /:(?:has|is|where|visited|target)/i.test(head)) continue;
    const declarations = cleanDeclarations(body);
    if (declarations) out.push(`${head}{${declarations}}`);
  }
  return out.join('\n');
}

function matching(css: string, open: number): number {
  let depth = 0;
  for (let i = open; i < css.length; i += 1) {
    if (css[i] === '{') depth += 1;
    if (css[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

/** Replaces each comment by a space. An unclosed comment extends to the end, as in a browser. */
function withoutComments(css: string): string {
  let out = '';
  let at = 0;
  for (;;) {
    const open = css.indexOf('/*', at);
    if (open === -1) return out + css.slice(at);
    out += `${css.slice(at, open)} `;
    const close = css.indexOf('*/', open + 2);
    if (close === -1) return out;
    at = close + 2;
  }
}

/** Splits outside of parentheses and quotation marks. */
function split(text: string, separator: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] as string;
    if (quote) {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '(') depth += 1;
    else if (c === ')') depth = Math.max(0, depth - 1);
    else if (c === separator && depth === 0) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  out.push(text.slice(from));
  return out;
}
