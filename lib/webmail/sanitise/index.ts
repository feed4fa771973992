import { bodyStyle, mentionsColour, setsColours } from './colours';
import { createContext, type MisleadingLink, type SanitiseContext, type SanitiseOptions } from './context';
import { isTooCostly, maxHtml } from './parse-cost';
import { parseSafely } from './purifier';

export { maxHtml } from './parse-cost';
export { plainText } from './plain-text';

export interface Sanitised {
  /** The style sheets of the message. */
  styles: string[];
  /** Markup of its body. */
  body: string;
  bodyStyle: string;
  /** True when the message sets no colours of its own and can take the page's. */
  plain: boolean;
  blocked: { count: number; hosts: string[] };
  cids: string[];
  misleading: MisleadingLink[];
  cut: boolean;
}

/**
 * Turns a message's HTML into a document that can only be read. This is the first of two defences; the second is the
 * frame that shows it, an origin of its own without scripts and with a policy that loads nothing (see bodyHeaders).
 * Every decision is made on the parsed tree, in DOMPurify's hooks; the result is never edited as text (CVE-2024-42009).
 */
export function sanitise(html: string, options: SanitiseOptions): Sanitised {
  const cut = html.length > maxHtml;
  const text = cut ? html.slice(0, maxHtml) : html;
  const context = createContext(options);
  // A little markup can cost a parser much (a million unclosed tags); counting tags is cheap.
  if (isTooCostly(text)) return withoutContent(context);
  try {
    return { ...readDocument(text, context), ...findings(context), cut };
  } catch (error) {
    // Nested deeper than the serialiser's stack.
    if (error instanceof RangeError) return withoutContent(context);
    throw error;
  }
}

type Content = Pick<Sanitised, 'styles' | 'body' | 'bodyStyle' | 'plain'>;

const noContent: Content = { styles: [], body: '', bodyStyle: '', plain: true };

function readDocument(html: string, context: SanitiseContext): Content {
  const root = parseSafely(html, context);
  const styles = takeStyles(root);
  const body = root.querySelector('body');
  if (!body) return { styles, body: '', bodyStyle: '', plain: true };
  const ownStyle = bodyStyle(body);
  return {
    styles,
    body: body.innerHTML,
    bodyStyle: ownStyle,
    plain: !setsColours(body) && !styles.some(mentionsColour) && ownStyle === '',
  };
}

function withoutContent(context: SanitiseContext): Sanitised {
  return { ...noContent, ...findings(context), cut: true };
}

function findings({ blockedCount, blockedHosts, cids, misleading }: SanitiseContext) {
  return { blocked: { count: blockedCount, hosts: [...blockedHosts] }, cids, misleading };
}

/** Moves the style sheets out of the document. */
function takeStyles(root: HTMLElement): string[] {
  const styles: string[] = [];
  for (const style of root.querySelectorAll('style')) {
    if (style.textContent?.trim()) styles.push(style.textContent);
    style.remove();
  }
  return styles;
}
