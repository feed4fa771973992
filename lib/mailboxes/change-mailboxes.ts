import { enqueueAccessChange } from '@/lib/access';
import { revokeAppPasswords } from '@/lib/credentials';
import type { Prisma, Tx } from '@/lib/db';
import { notify } from '@/lib/notices';
import { protocols as allProtocols, switchedOn, switchesOf } from '@/lib/protocols';
import { type Actor, scope } from '@/lib/tenancy';
import type { Outcome } from './create-mailboxes';
import type { WantedMailbox } from './shapes';

interface MailboxChange {
  address: string;
  wanted: WantedMailbox;
  /** The hash of a new password; null keeps the current one. */
  passwordHash: string | null;
}

/** Changes several mailboxes in the actor's scope. Returns one outcome for each, in the same order. */
export async function changeMailboxes(
  tx: Tx,
  actor: Actor,
  changes: MailboxChange[],
): Promise<Outcome<'gone' | 'quota-used'>[]> {
  const rows = await tx.mailbox.findMany({
    where: { address: { in: changes.map(({ address }) => address) }, ...scope(actor) },
  });
  const byAddress = new Map(rows.map((row) => [row.address, row]));
  const outcomes: Outcome<'gone' | 'quota-used'>[] = [];
  for (const change of changes) {
    const mailbox = byAddress.get(change.address);
    const { quotaBytes } = change.wanted;
    if (!mailbox) outcomes.push({ problem: 'gone' });
    else if (quotaBytes !== undefined && quotaBytes < Number(mailbox.usedBytes))
      outcomes.push({ problem: 'quota-used' });
    else outcomes.push(await changeOne(tx, actor, mailbox, change));
  }
  return outcomes;
}

async function changeOne(
  tx: Tx,
  actor: Actor,
  mailbox: Omit<Prisma.MailboxGetPayload<object>, 'passwordHash'>,
  { address, wanted: { displayName, quotaBytes, protocols, suspended }, passwordHash }: MailboxChange,
): Promise<Outcome<never>> {
  const { id, customerId, resellerId } = mailbox;
  const figures = {
    ...(displayName === undefined ? {} : { displayName }),
    ...(quotaBytes === undefined ? {} : { quotaBytes: BigInt(quotaBytes) }),
  };
  const on = switchesOf(mailbox.protocols);
  const turned = suspended !== undefined && suspended !== (mailbox.suspendedAt !== null);
  await tx.mailbox.update({
    where: { id },
    data: {
      ...figures,
      ...(protocols ? { protocols: switchedOn(protocols) } : {}),
      ...(passwordHash ? { passwordHash } : {}),
      ...(turned ? { suspendedAt: suspended ? new Date() : null, suspendReason: suspended ? '' : null } : {}),
    },
    select: { id: true },
  });
  if (passwordHash) await notify(tx, actor, { mailboxId: id }, { kind: 'password-changed' });
  const more = passwordHash ? await revokeAppPasswords(tx, actor, mailbox, []) : [];
  const off = allProtocols.filter((each) => on[each] && protocols?.[each] === false);
  const all = passwordHash !== null || (turned && suspended);
  const disconnect = all ? 'all' : off.length > 0 ? { protocols: off } : null;
  await enqueueAccessChange(tx, [mailbox], { disconnect });
  const present = { displayName: mailbox.displayName, quotaBytes: mailbox.quotaBytes, ...on };
  const wanted: Partial<typeof present> = { ...figures, ...protocols };
  const changed = (Object.keys(wanted) as (keyof typeof wanted)[]).filter((key) => present[key] !== wanted[key]);
  const pick = (of: typeof wanted) => Object.fromEntries(changed.map((key) => [key, of[key]]));
  return {
    problem: null,
    more,
    act: {
      action: 'mailbox.change',
      object: { type: 'mailbox', id, label: address },
      owner: { customerId, resellerId, mailboxId: id },
      before: { ...pick(present), ...(turned ? { suspended: !suspended } : {}) },
      after: { ...pick(wanted), ...(turned ? { suspended } : {}), ...(passwordHash ? { password: 'changed' } : {}) },
    },
  };
}
