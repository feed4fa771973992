/** IPv4 or IPv6, without node:net: this also runs in the browser. */
export function isAddress(text: string): boolean {
  return isV4(text) || isV6(text);
}

function isV4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isV6(text: string): boolean {
  if (!/^[0-9a-f:]+(\d{1,3}(\.\d{1,3}){3})?$/i.test(text) || !text.includes(':') || text.length > 45) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const width = groups.length + (last.includes('.') ? 1 : 0);
  if (last.includes('.') && !isV4(last)) return false;
  const plain = last.includes('.') ? groups.slice(0, -1) : groups;
  return plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? width < 8 : width === 8);
}
