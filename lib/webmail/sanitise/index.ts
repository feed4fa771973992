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
  /** True if the message sets no colours and can use those of the page. */
  plain: boolean;
  blocked: { count: number; hosts: string[] };
  cids: string[];
  misleading: MisleadingLink[];
  cut: boolean;
  /** True if it is too complicated to be shown. */
  declined: boolean;
}

/**
 * Makes the HTML of a message passive. This is the first of two defences. The second is the frame that shows it: it has
 * an opaque origin, no scripts, and a policy that blocks loads (see bodyHeaders). All decisions are made on the parsed
 * tree in DOMPurify's hooks; the result is never edited as text (CVE-2024-42009).
 */
export function sanitise(html: string, options: SanitiseOptions): Sanitised {
  const cut = html.length > maxHtml;
  const text = cut ? html.slice(0, maxHtml) : html;
  const context = createContext(options);
  // Small markup can be expensive to parse, e.g. a million unclosed tags. Counting tags is cheap.
  if (isTooCostly(text)) return withoutContent(context);
  try {
    return { ...readDocument(text, context), ...findings(context), cut, declined: false };
  } catch (error) {
    // The nesting exceeds the stack of the serialiser.
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
  return { ...noContent, ...findings(context), cut: true, declined: true };
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
