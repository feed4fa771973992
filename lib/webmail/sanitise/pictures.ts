import { isRemote, trimUrl } from './addresses';
import { countBlocked, type SanitiseContext } from './context';

/** Larger pictures are normally sent as parts. */
const maxDataUrlLength = 400_000;
const maxUrlLength = 2000;

/** The address to show a picture from, or null to remove it. */
export function pictureSource(context: SanitiseContext, value: string): string | null {
  const text = trimUrl(value);
  if (/^cid:/i.test(text)) return ownPicture(context, decode(text.slice(4)));
  if (/^data:image\/(?:png|gif|jpeg|webp);base64,[A-Za-z0-9+/=\s]*$/i.test(text))
    return text.length < maxDataUrlLength ? text : null;
  return isRemote(text) ? remotePicture(context, text) : null;
}

function ownPicture(context: SanitiseContext, cid: string): string | null {
  const source = context.options.cid(cid);
  if (source) context.cids.push(cid);
  return source;
}

function remotePicture(context: SanitiseContext, text: string): string | null {
  const absolute = text.replaceAll('\\', '/').replace(/^\/\//, 'https://');
  if (!URL.canParse(absolute)) return null;
  const url = new URL(absolute);
  if (url.username || url.password || url.href.length > maxUrlLength) return null;
  const source = context.options.remote(url.href);
  if (source === null) countBlocked(context, url.href);
  return source;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
