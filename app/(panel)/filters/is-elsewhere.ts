const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Whether mail to this address leaves the domain of the mailbox, and with it what its administrators can see. */
export function isElsewhere(address: string, own: string): boolean {
  const trimmed = address.trim();
  return /^[^@\s]+@[^@\s]+\.[^@\s]{2,}$/.test(trimmed) && domainOf(trimmed) !== domainOf(own);
}
