import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import { fetchMessage, type ReadAt } from './fetch-message';
import { render } from './read-message';
import type { Sanitised } from './sanitise';

/**
 * Headers of the document that shows a message. The policy alone blocks every load and script, without the sanitiser.
 * `sandbox` without allow-scripts and allow-same-origin gives the document an opaque origin, even in its own tab.
 */
export function bodyHeaders(host: string): Record<string, string> {
  // 'self' matches nothing in a document with an opaque origin, so the host is named. It is validated: it comes from a
  // request header.
  const pictures = /^[a-z0-9.-]{1,253}(?::\d{1,5})?$|^\[[0-9a-f:]{2,45}\](?::\d{1,5})?$/i.test(host)
    ? `${host}/api/mail/picture/`
    : '';
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'none'",
      "style-src 'unsafe-inline'",
      `img-src data: ${pictures}`.trim(),
      "font-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-src 'none'",
      "frame-ancestors 'self'",
      'sandbox allow-popups allow-popups-to-escape-sandbox',
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
    'x-dns-prefetch-control': 'off',
  };
}

export type Look = 'light' | 'dark' | 'invert';

export async function bodyDocument(
  actor: Actor,
  at: ReadAt,
  { pictures, look }: { pictures: boolean; look: Look },
): Promise<string> {
  const fetched = await fetchMessage(actor, at);
  const html =
    (await render(actor, at, fetched, pictures)) ??
    // Signed addresses are longer, so that a message may be too large with its pictures only.
    (pictures ? await render(actor, at, fetched, false) : null);
  if (!html) throw new Refusal('not-found');
  return toDocument(html, look);
}

/** `<style>` is raw text: only "<" could end it, so a style sheet that contains one is dropped. */
export function toDocument({ styles, body, bodyStyle, plain }: Sanitised, look: Look): string {
  const sheet = styles.filter((css) => !css.includes('<')).join('\n');
  const dark = look === 'dark' && plain;
  return [
    '<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<style>${base(dark)}</style>`,
    sheet ? `<style>${sheet}</style>` : '',
    look === 'invert' ? `<style>${inverted}</style>` : '',
    `</head><body><div class="mp-message" style="${attribute(bodyStyle)}">`,
    body,
    '</div></body></html>',
  ].join('');
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function base(dark: boolean): string {
  const [paper, ink, link] = dark ? ['#151b1f', '#e7ecef', '#56c7c1'] : ['#ffffff', '#141d26', '#0a6a6d'];
  return `:root{color-scheme:${dark ? 'dark' : 'light'}}
html,body{margin:0;background:${paper};color:${ink}}
body{font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
.mp-message{padding:16px 20px;min-height:calc(100vh - 32px);box-sizing:border-box;position:relative;overflow-x:auto}
a{color:${link}}
img{max-width:min(100%,calc(100vw - 40px));height:auto}
img:not([src]){display:inline-block;min-width:24px;min-height:16px;background:rgba(128,128,128,.14);border-radius:3px;font-size:12px;color:#777}
img:not([src])[width="1"],img:not([src])[height="1"],img:not([src])[width="0"]{display:none}
blockquote{margin:8px 0 8px 4px;padding-left:12px;border-left:2px solid rgba(128,128,128,.4)}
pre{white-space:pre-wrap}
table{max-width:100%}
@media(max-width:640px){.mp-message{padding:12px}table[width],td[width],th[width]{width:auto!important}table{width:auto;min-width:0!important}}`;
}

/** Inverts the colours for dark mode, and inverts pictures a second time. */
const inverted = `html{background:#fff;filter:invert(.92) hue-rotate(180deg)}img{filter:invert(1) hue-rotate(180deg)}`;
