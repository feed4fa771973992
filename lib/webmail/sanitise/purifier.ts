import createDOMPurify from 'dompurify';
import { JSDOM, VirtualConsole } from 'jsdom';
import { purifySettings } from './allow-list';
import { rewriteAttribute } from './attributes';
import type { SanitiseContext } from './context';
import { cleanSheet } from './css';
import { finishLink } from './links';

type Purifier = ReturnType<typeof createDOMPurify>;
type PurifyWindow = Parameters<typeof createDOMPurify>[0];

let sharedWindow: PurifyWindow | undefined;

/** One window for the whole process. By default, jsdom runs no scripts and fetches nothing. */
function purifyWindow(): PurifyWindow {
  sharedWindow ??= new JSDOM('', { virtualConsole: new VirtualConsole() }).window;
  return sharedWindow;
}

/** Each call has its own purifier, because the hooks write to the context of the call. */
function createPurifier(): Purifier {
  const purifier = createDOMPurify(purifyWindow());
  purifier.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName === 'style') node.textContent = cleanSheet(node.textContent ?? '');
  });
  return purifier;
}

/** Parses the document and removes everything outside the allow-list. */
export function parseSafely(html: string, context: SanitiseContext): HTMLElement {
  const purifier = createPurifier();
  purifier.addHook('uponSanitizeAttribute', (node, data) => {
    const value = rewriteAttribute(context, node as Element, data.attrName, data.attrValue);
    if (value === null) data.keepAttr = false;
    else data.attrValue = value;
  });
  purifier.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName === 'A' && (node as Element).hasAttribute('href')) finishLink(context, node as Element);
  });
  return purify(purifier, html);
}

/** Parses the same elements without attributes, to read only their text. */
export function parseWithoutAttributes(html: string): HTMLElement {
  const purifier = createPurifier();
  purifier.addHook('uponSanitizeAttribute', (_, data) => {
    data.keepAttr = false;
  });
  return purify(purifier, html);
}

function purify(purifier: Purifier, html: string): HTMLElement {
  return purifier.sanitize(html, { ...purifySettings, RETURN_DOM: true }) as HTMLElement;
}
