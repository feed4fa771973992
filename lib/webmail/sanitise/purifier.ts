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

/** One window for the life of the process: it runs no script and fetches nothing (jsdom's defaults). */
function purifyWindow(): PurifyWindow {
  sharedWindow ??= new JSDOM('', { virtualConsole: new VirtualConsole() }).window as unknown as PurifyWindow;
  return sharedWindow;
}

/** A purifier for one call, because its hooks write into that call's context. */
function createPurifier(): Purifier {
  const purifier = createDOMPurify(purifyWindow());
  purifier.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName === 'style') node.textContent = cleanSheet(node.textContent ?? '');
  });
  return purifier;
}

/** The parsed document with nothing in it that the allow-list does not name. */
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

/** The same elements, for a reader that only wants their text. */
export function parseWithoutAttributes(html: string): HTMLElement {
  const purifier = createPurifier();
  purifier.addHook('uponSanitizeAttribute', (_, data) => {
    data.keepAttr = false;
  });
  return purify(purifier, html);
}

function purify(purifier: Purifier, html: string): HTMLElement {
  return purifier.sanitize(html, { ...purifySettings, RETURN_DOM: true }) as unknown as HTMLElement;
}
