import type { z } from 'zod';
import { enqueueAccessChange, flushAuthCache } from '@/lib/access';
import { type AuditAction, record } from '@/lib/audit';
import { type Prisma, queries, runIn, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { type domainActiveInput, domainDefaults, type domainDefaultsInput } from './shapes';

interface Change<T> {
  action: AuditAction;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  result: T;
}

/**
 * Runs a change of a domain: finds and locks it in the actor's scope, changes it, and records the change. Null means
 * that nothing changed.
 */
export async function changeDomain<T>(
  actor: Actor,
  domainId: string,
  act: (tx: Tx, domain: Prisma.DomainGetPayload<object>) => Promise<Change<T> | null>,
): Promise<T | null> {
  demand(actor, 'domain:write');
  return transaction(async (tx) => {
    await runIn(tx, queries().selectFrom('Domain').select('id').where('id', '=', domainId).forNoKeyUpdate());
    const domain = await tx.domain.findFirst({ where: { id: domainId, ...scope(actor) } });
    if (!domain) throw new Refusal('not-found');
    const change = await act(tx, domain);
    if (!change) return null;
    const { result, ...entry } = change;
    await record(tx, actor, {
      ...entry,
      object: { type: 'domain', id: domain.id, label: domain.name },
      owner: domain,
    });
    return result;
  });
}

/** Disables a domain (no sign-in, no delivery) or enables it. Mail stays. */
export async function setDomainActive(actor: Actor, input: z.infer<typeof domainActiveInput>): Promise<void> {
  const mailboxes = await changeDomain(actor, input.domainId, async (tx, domain) => {
    if (domain.active === input.active) return null;
    await tx.domain.update({ where: { id: domain.id }, data: { active: input.active } });
    const reached = await tx.mailboxDirectory.findMany({
      where: { domainId: domain.id },
      select: { address: true, node: true },
    });
    await enqueueAccessChange(tx, reached, { disconnect: input.active ? null : 'all' });
    return { action: input.active ? 'domain.switch-on' : 'domain.switch-off', result: reached };
  });
  await flushAuthCache(mailboxes ?? []);
}

/** Sets the defaults of new mailboxes. Existing ones do not change. */
export async function setDomainDefaults(
  actor: Actor,
  { domainId, defaults }: z.infer<typeof domainDefaultsInput>,
): Promise<void> {
  await changeDomain(actor, domainId, async (tx, domain) => {
    await tx.domain.update({ where: { id: domain.id }, data: { defaults } });
    return {
      action: 'domain.defaults',
      before: domainDefaults.safeParse(domain.defaults).data ?? {},
      after: defaults,
      result: undefined,
    };
  });
}

/** Removes an empty domain. Refuses with `in-use` if it has mailboxes. */
export async function removeDomain(actor: Actor, domainId: string): Promise<void> {
  await changeDomain(actor, domainId, async (tx, domain) => {
    const count = await tx.mailboxDirectory.count({ where: { domainId } });
    if (count > 0) throw new Refusal('in-use', { reason: 'mailboxes', count });
    await tx.domain.delete({ where: { id: domainId } });
    return { action: 'domain.remove', before: { name: domain.name }, result: undefined };
  });
}
