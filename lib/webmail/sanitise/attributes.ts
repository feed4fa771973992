import { cleanLine } from '../clean';
import { isRemote } from './addresses';
import { countBlocked, type SanitiseContext } from './context';
import { cleanDeclarations } from './css';
import { safeHref } from './links';
import { pictureSource } from './pictures';

/** Attributes that load a resource. They are removed and counted as blocked pictures. */
const otherLoads = ['background', 'poster', 'srcset', 'lowsrc', 'dynsrc'];
const maxAttributeLength = 200;

/** The new value of an attribute, or null to remove it. */
export function rewriteAttribute(
  context: SanitiseContext,
  element: Element,
  name: string,
  value: string,
): string | null {
  switch (name) {
    case 'style':
      return cleanDeclarations(value) || null;
    case 'src':
      return element.nodeName === 'IMG' ? pictureSource(context, value) : null;
    case 'href':
      return element.nodeName === 'A' ? safeHref(value) : null;
    case 'class':
      return cleanLine(value, maxAttributeLength).replace(/[^\w\s-]/g, '') || null;
    case 'width':
    case 'height':
      return /^\d{1,4}(?:\.\d+)?(?:%|px)?$/.test(value.trim()) ? value.trim() : null;
    case 'title':
    case 'alt':
    case 'summary':
      return cleanLine(value, 500);
  }
  if (otherLoads.includes(name)) {
    const first = value.trim().split(/[\s,]+/)[0] ?? '';
    if (isRemote(first)) countBlocked(context, first);
    return null;
  }
  return value.length > maxAttributeLength ? null : value;
}
