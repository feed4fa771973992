import createDOMPurify, { type Config } from 'dompurify';
import { JSDOM, VirtualConsole } from 'jsdom';
import { cleanLine } from './clean';
import { cleanDeclarations, cleanSheet } from './css';

/**
 * Turns a mail's HTML into a document that can do nothing but be read. First of two walls: the second is the frame it
 * is shown in, an origin of its own without scripts and with a policy that lets nothing load (see body-response.ts).
 * Everything is decided on the parsed tree, in DOMPurify's hooks; the result is never edited as text (CVE-2024-42009).
 */
export interface SanitiseOptions {
  /** Where a picture that travels with the message is served, or null when the message has none of that name. */
  cid: (id: string) => string | null;
  /** Where a remote picture is fetched through us, or null to leave it out. */
  remote: (url: string) => string | null;
}

export interface Sanitised {
  /** Markup of the letter's head (styles only) and body. */
  styles: string[];
  body: string;
  bodyStyle: string;
  /** True when the letter sets no colours of its own and can take the page's. */
  plain: boolean;
  blocked: { count: number; hosts: string[] };
  cids: string[];
  /** Links whose text names another host than they lead to. */
  misleading: { shown: string; host: string }[];
  cut: boolean;
}

/** jsdom reads about 2 MB of markup a second; Gmail shows 102 kB. What is beyond can be downloaded. */
export const maxHtml = 600_000;
/** Beyond this many elements the browser, too, would stand still. */
const maxElements = 15_000;

const tags = [
  'html',
  'head',
  'body',
  'style',
  'a',
  'abbr',
  'acronym',
  'address',
  'article',
  'aside',
  'b',
  'bdi',
  'bdo',
  'big',
  'blockquote',
  'br',
  'caption',
  'center',
  'cite',
  'code',
  'col',
  'colgroup',
  'dd',
  'del',
  'details',
  'dfn',
  'dir',
  'div',
  'dl',
  'dt',
  'em',
  'figcaption',
  'figure',
  'font',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'i',
  'img',
  'ins',
  'kbd',
  'li',
  'main',
  'mark',
  'nav',
  'ol',
  'p',
  'pre',
  'q',
  's',
  'samp',
  'section',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'summary',
  'sup',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'time',
  'tr',
  'tt',
  'u',
  'ul',
  'var',
  'wbr',
];
const attributes = [
  'align',
  'alt',
  'bgcolor',
  'border',
  'cellpadding',
  'cellspacing',
  'class',
  'color',
  'colspan',
  'dir',
  'face',
  'height',
  'href',
  'hspace',
  'lang',
  'nowrap',
  'reversed',
  'rowspan',
  'size',
  'span',
  'src',
  'start',
  'style',
  'summary',
  'title',
  'type',
  'valign',
  'vspace',
  'width',
  'open',
];
/** Remote loads that are counted though never done: their owner learns no more than from a picture. */
const otherLoads = ['background', 'poster', 'srcset', 'lowsrc', 'dynsrc'];

const settings: Config = {
  ALLOWED_TAGS: tags,
  ALLOWED_ATTR: attributes,
  // DOMPurify holds every other attribute against the pattern of addresses, too; these are no addresses.
  ADD_URI_SAFE_ATTR: attributes.filter((name) => name !== 'href' && name !== 'src'),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // What passes here was written by our own hooks: see `rewrite`.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|\/api\/mail\/picture\/|data:image\/(?:png|gif|jpeg|webp);base64,)/i,
  FORBID_CONTENTS: [
    'script',
    'template',
    'noscript',
    'iframe',
    'noembed',
    'noframes',
    'xmp',
    'plaintext',
    'object',
    'applet',
    'svg',
    'math',
    'title',
    'textarea',
    'select',
    'audio',
    'video',
    'canvas',
    'form-associated',
  ],
  WHOLE_DOCUMENT: true,
  RETURN_DOM: true,
  // Names and ids of a letter must not meet anything of ours.
  SANITIZE_NAMED_PROPS: true,
  ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
  CUSTOM_ELEMENT_HANDLING: { tagNameCheck: null, attributeNameCheck: null, allowCustomizedBuiltInElements: false },
};

type Purifier = ReturnType<typeof createDOMPurify>;
let kept: Purifier | undefined;
let now: (SanitiseOptions & Pick<Sanitised, 'blocked' | 'cids' | 'misleading'> & { hosts: Set<string> }) | undefined;

/** One window for the life of the process: it runs no script and fetches nothing (jsdom's defaults). */
function purifier(): Purifier {
  if (kept) return kept;
  const { window } = new JSDOM('', { virtualConsole: new VirtualConsole() });
  const made = createDOMPurify(window as unknown as Parameters<typeof createDOMPurify>[0]);
  made.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName === 'style') node.textContent = cleanSheet(node.textContent ?? '');
  });
  made.addHook('uponSanitizeAttribute', (node, data) => {
    const value = rewrite(node as Element, data.attrName, data.attrValue);
    if (value === null) data.keepAttr = false;
    else data.attrValue = value;
  });
  made.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName === 'A' && (node as Element).hasAttribute('href')) finishLink(node as Element);
  });
  kept = made;
  return made;
}

/** The new value of an attribute, or null when it goes. */
function rewrite(element: Element, name: string, value: string): string | null {
  if (!now) return null;
  if (name === 'style') return cleanDeclarations(value) || null;
  if (name === 'src') return element.nodeName === 'IMG' ? picture(value) : null;
  if (name === 'href') return element.nodeName === 'A' ? safeHref(value) : null;
  if (otherLoads.includes(name)) {
    const first = value.trim().split(/[\s,]+/)[0] ?? '';
    if (isRemote(first)) block(first);
    return null;
  }
  if (name === 'class') return cleanLine(value, 200).replace(/[^\w\s-]/g, '') || null;
  if (name === 'width' || name === 'height')
    return /^\d{1,4}(?:\.\d+)?(?:%|px)?$/.test(value.trim()) ? value.trim() : null;
  if (name === 'title' || name === 'alt' || name === 'summary') return cleanLine(value, 500);
  return value.length > 200 ? null : value;
}

/** Trims as a URL parser does: tabs and line ends inside an address are nothing ("java&Tab;script:"). */
function plainUrl(value: string): string {
  return value
    .replace(/[\p{Cc}\u0020\u00a0\u200b-\u200f\u2028\u2029\ufeff]+/gu, (run) => (/ /.test(run) ? ' ' : ''))
    .trim();
}

function isRemote(value: string): boolean {
  const text = plainUrl(value);
  return /^(?:https?:)?\/\//i.test(text.replaceAll('\\', '/'));
}

function picture(value: string): string | null {
  if (!now) return null;
  const text = plainUrl(value);
  if (/^cid:/i.test(text)) {
    const id = decode(text.slice(4));
    const at = now.cid(id);
    if (at) now.cids.push(id);
    return at;
  }
  // The frame shows these without asking anybody; beyond 300 kB a letter sends its pictures as parts.
  if (/^data:image\/(?:png|gif|jpeg|webp);base64,[A-Za-z0-9+/=\s]*$/i.test(text))
    return text.length < 400_000 ? text : null;
  if (!isRemote(text)) return null;
  const absolute = text.replaceAll('\\', '/').replace(/^\/\//, 'https://');
  if (!URL.canParse(absolute)) return null;
  const url = new URL(absolute);
  if (url.username || url.password || url.href.length > 2000) return null;
  const at = now.remote(url.href);
  if (at === null) block(url.href);
  return at;
}

function block(address: string): void {
  if (!now) return;
  now.blocked.count += 1;
  const text = address.replace(/^\/\//, 'https://');
  if (URL.canParse(text) && now.hosts.size < 50) now.hosts.add(new URL(text).hostname);
}

function safeHref(value: string): string | null {
  const text = plainUrl(value);
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol)) return null;
  if (url.href.length > 4000) return null;
  // "https://bank.example@evil.example/": the name before the @ is there to be misread.
  url.username = '';
  url.password = '';
  return url.href;
}

function finishLink(link: Element): void {
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer nofollow');
  const href = link.getAttribute('href') ?? '';
  // Hovering shows where a link leads, whatever its own title claims.
  link.setAttribute('title', href.slice(0, 300));
  if (!now || !/^https?:/i.test(href)) return;
  const shown = /^\s*(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})(?:[/?#:].{0,500})?\s*$/i.exec(
    (link.textContent ?? '').slice(0, 600),
  )?.[1];
  if (!shown) return;
  const host = new URL(href).hostname;
  if (!related(shown.toLowerCase(), host) && now.misleading.length < 20) now.misleading.push({ shown, host });
}

/** The same host, or one below the other, counting the last two labels. */
function related(a: string, b: string): boolean {
  const base = (host: string) =>
    host
      .replace(/^www\./, '')
      .split('.')
      .slice(-2)
      .join('.');
  return base(a) === base(b);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function sanitise(html: string, options: SanitiseOptions): Sanitised {
  const cut = html.length > maxHtml;
  const text = cut ? html.slice(0, maxHtml) : html;
  const result: Sanitised = {
    styles: [],
    body: '',
    bodyStyle: '',
    plain: true,
    blocked: { count: 0, hosts: [] },
    cids: [],
    misleading: [],
    cut,
  };
  // A parser can be made to do much with little (a million unclosed tags); counting brackets is cheap.
  if (tooMany(text)) return { ...result, cut: true };
  now = { ...options, blocked: result.blocked, cids: result.cids, misleading: result.misleading, hosts: new Set() };
  try {
    const root = purifier().sanitize(text, { ...settings, RETURN_DOM: true }) as unknown as HTMLElement;
    result.blocked.hosts = [...now.hosts];
    for (const style of root.querySelectorAll('style')) {
      if (style.textContent?.trim()) result.styles.push(style.textContent);
      style.remove();
    }
    const body = root.querySelector('body');
    if (body) {
      result.bodyStyle = bodyStyle(body);
      result.plain =
        !coloured(body) && !result.styles.some((css) => /background|color/i.test(css)) && result.bodyStyle === '';
      result.body = body.innerHTML;
    }
    return result;
  } catch (error) {
    // Nested deeper than the serialiser's stack: shown as text instead, or not at all.
    if (error instanceof RangeError) return { ...result, cut: true };
    throw error;
  } finally {
    now = undefined;
  }
}

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

/** A letter's HTML as text, for a quotation or a search engine's eyes: blocks become lines, quotations get their ">". */
export function plainText(html: string): string {
  if (tooMany(html)) return '';
  const root = purifier().sanitize(html.slice(0, maxHtml), { ...settings, RETURN_DOM: true }) as unknown as HTMLElement;
  for (const style of root.querySelectorAll('style')) style.remove();
  const body = root.querySelector('body');
  const out = body ? textOf(body, 0) : '';
  return out
    .replace(/[ \t\u00a0]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function textOf(node: Element, depth: number): string {
  // A quotation of more levels than this is nobody's letter.
  if (depth > 200) return '';
  let out = '';
  for (const child of node.childNodes) {
    if (child.nodeType === 3)
      out += (child.textContent ?? '')
        .replace(/\s+/g, ' ')
        .replace(out.endsWith('\n') || out === '' ? /^ / : /(?!)/, '');
    if (child.nodeType !== 1) continue;
    const element = child as Element;
    const name = element.nodeName;
    if (name === 'BR') out += '\n';
    else if (name === 'IMG') out += element.getAttribute('alt') ?? '';
    else if (name === 'BLOCKQUOTE') {
      const inner = textOf(element, depth + 1)
        .trim()
        .split('\n')
        .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`))
        .join('\n');
      out += `${out && !out.endsWith('\n') ? '\n' : ''}${inner}\n`;
    } else {
      const inner = textOf(element, depth + 1);
      if (!blocks.has(name)) out += name === 'TD' || name === 'TH' ? `${inner} ` : inner;
      else
        out += `${out && !out.endsWith('\n') ? '\n' : ''}${name === 'LI' ? '- ' : ''}${inner.trim()}\n${name === 'P' ? '\n' : ''}`;
    }
  }
  return out;
}

/** What the letter's own body element says about its paper. */
function bodyStyle(body: Element): string {
  const colour = body.getAttribute('bgcolor') ?? '';
  const ground = /^#?[a-z0-9]{3,20}$/i.test(colour) ? `background-color:${colour}` : '';
  return [ground, body.getAttribute('style') ?? ''].filter(Boolean).join(';');
}

function coloured(body: Element): boolean {
  for (const one of body.querySelectorAll('[bgcolor],[color],[style],img,table')) {
    if (one.hasAttribute('bgcolor') || one.hasAttribute('color')) return true;
    if (/background|color/i.test(one.getAttribute('style') ?? '')) return true;
  }
  return false;
}

const formatting = new Set([
  'a',
  'b',
  'big',
  'code',
  'em',
  'font',
  'i',
  'nobr',
  's',
  'small',
  'strike',
  'strong',
  'tt',
  'u',
]);
/** Elements whose end may be left out, or that have none: they do not nest by being repeated. */
const endless = new Set([
  'p',
  'li',
  'dt',
  'dd',
  'tr',
  'td',
  'th',
  'tbody',
  'thead',
  'tfoot',
  'option',
  'br',
  'img',
  'hr',
  'meta',
  'link',
  'input',
  'col',
  'wbr',
  'area',
  'base',
  'html',
  'head',
  'body',
]);
/** jsdom's time grows with the square of the depth: 1,000 levels take 0.1 s, 10,000 take 11 s. */
const maxDepth = 1000;
/** Unclosed formatting is opened again in every block that follows (HTML, 13.2.4.3): its number times theirs is what a parser builds. */
const maxReopened = 200_000;

/** Whether parsing this would cost more than a letter is worth. Judged by its tags in one pass, before a parser sees it. */
function tooMany(text: string): boolean {
  const open = new Map<string, number>();
  let count = 0;
  let depth = 0;
  let deepest = 0;
  let unclosed = 0;
  let worst = 0;
  for (const [, end, tag = ''] of text.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})?/gi)) {
    count += 1;
    if (count > maxElements * 2) return true;
    const name = tag.toLowerCase();
    if (!name || endless.has(name)) continue;
    const before = open.get(name) ?? 0;
    if (end && before === 0) continue;
    open.set(name, before + (end ? -1 : 1));
    depth += end ? -1 : 1;
    if (formatting.has(name)) unclosed += end ? -1 : 1;
    deepest = Math.max(deepest, depth);
    worst = Math.max(worst, unclosed);
  }
  return deepest > maxDepth || (worst > 20 && worst * count > maxReopened);
}
