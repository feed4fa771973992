/** jsdom parses about 2 MB of markup a second. Gmail shows 102 kB. The whole message can be downloaded. */
export const maxHtml = 600_000;
/** Browsers become slow with more elements. */
const maxElements = 15_000;
/** jsdom's time grows with the square of the depth: 1,000 levels take 0.1 s, 10,000 take 11 s. */
const maxDepth = 1000;
/**
 * The sum of the depths of all elements: 15,000 elements at depth 130. The time of many elements within many is their
 * product: 14,000 within 990 take several seconds.
 */
const maxSumOfDepths = 2_000_000;
/** jsdom's time grows with the square of the attributes of one element: 2,000 take 0.1 s, 20,000 take 8 s. */
const maxAttributes = 2000;
/**
 * A parser reopens unclosed formatting elements in every following block (HTML, 13.2.4.3), so the number of elements is
 * the product of the two.
 */
const maxReopened = 200_000;
/** Legitimate messages often have a few unclosed formatting elements. */
const maxUnclosed = 20;

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

/** Elements whose end tag is missing or optional. They do not nest when repeated. */
const withoutEndTag = new Set([
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

/**
 * Whether the markup is too expensive to parse. Counts its tags in one pass, without knowing what a browser makes of
 * them: it refuses the usual kinds early, and the deadline of rendering/ catches the others.
 */
export function isTooCostly(html: string): boolean {
  const open = new Map<string, number>();
  let count = 0;
  let depth = 0;
  let deepest = 0;
  let unclosed = 0;
  let peakUnclosed = 0;
  let sumOfDepths = 0;
  let previous = 0;
  for (const { 1: end, 2: tag = '', index } of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})?/gi)) {
    count += 1;
    sumOfDepths += depth;
    if (count > maxElements * 2 || sumOfDepths > maxSumOfDepths) return true;
    if (hasManyAttributes(html, previous, index)) return true;
    previous = index;
    const name = tag.toLowerCase();
    if (!name || withoutEndTag.has(name)) continue;
    const before = open.get(name) ?? 0;
    if (end && before === 0) continue;
    const step = end ? -1 : 1;
    open.set(name, before + step);
    depth += step;
    if (formatting.has(name)) unclosed += step;
    deepest = Math.max(deepest, depth);
    peakUnclosed = Math.max(peakUnclosed, unclosed);
  }
  if (hasManyAttributes(html, previous, html.length)) return true;
  return deepest > maxDepth || (peakUnclosed > maxUnclosed && peakUnclosed * count > maxReopened);
}

/** Whether the tag that begins at `from` has more attributes than it may. The next one begins at `to`. */
function hasManyAttributes(html: string, from: number, to: number): boolean {
  if (to - from < maxAttributes) return false;
  const [tag = ''] = html.slice(from, to).split('>', 1);
  return tag.split('=', maxAttributes + 1).length > maxAttributes;
}
