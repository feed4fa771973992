import type { Draft, Sent } from '@/lib/webmail/shapes';

/** The recipients of each field that the mail server refused. */
export function refusedRecipients(draft: Draft, refused: Sent['refused']): Pick<Draft, 'to' | 'cc' | 'bcc'> {
  const left = new Set(refused.map(({ address }) => address.toLowerCase()));
  const keep = (line: string) => {
    const found = [...left].filter((address) => line.toLowerCase().includes(address));
    // Each stays in the first field that names it.
    for (const address of found) left.delete(address);
    return found.join(', ');
  };
  return { to: keep(draft.to), cc: keep(draft.cc), bcc: keep(draft.bcc) };
}
