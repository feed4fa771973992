import { trimUrl } from './addresses';
import type { SanitiseContext } from './context';

const maxUrlLength = 4000;
const maxMisleading = 20;

export function safeHref(value: string): string | null {
  const text = trimUrl(value);
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol)) return null;
  if (url.href.length > maxUrlLength) return null;
  // In "https://bank.example@evil.example/", the user name is misleading.
  url.username = '';
  url.password = '';
  return url.href;
}

/** Opens the link in a new window, shows its address on hover, and records it if its text names another host. */
export function finishLink(context: SanitiseContext, link: Element): void {
  const href = openInNewWindow(link);
  if (!/^https?:/i.test(href)) return;
  const shown = hostInText(link.textContent ?? '');
  if (!shown) return;
  const host = new URL(href).hostname;
  if (!sameSite(shown.toLowerCase(), host) && context.misleading.length < maxMisleading)
    context.misleading.push({ shown, host });
}

function openInNewWindow(link: Element): string {
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer nofollow');
  const href = link.getAttribute('href') ?? '';
  // A title in the message could show another address.
  link.setAttribute('title', href.slice(0, 300));
  return href;
}

/** The host in the text of a link, if the text is an address. */
export function hostInText(text: string): string | undefined {
  return /^\s*(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})(?:[/?#:].{0,500})?\s*$/i.exec(
    text.slice(0, 600),
  )?.[1];
}

/** Whether two hosts share their last two labels. */
export function sameSite(a: string, b: string): boolean {
  return lastTwoLabels(a) === lastTwoLabels(b);
}

function lastTwoLabels(host: string): string {
  return host
    .replace(/^www\./, '')
    .split('.')
    .slice(-2)
    .join('.');
}
