const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Whether mail to this address leaves the mailbox's domain, and so the control of its administrators. */
export function isElsewhere(address: string, own: string): boolean {
  const trimmed = address.trim();
  return /^[^@\s]+@[^@\s]+\.[^@\s]{2,}$/.test(trimmed) && domainOf(trimmed) !== domainOf(own);
}
