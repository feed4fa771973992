import { record } from '@/lib/audit';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import type { SieveClient } from './client';
import { forwardsAtMost } from './forwards';
import { look, pageOf, revisionOf } from './read-filters';
import { put } from './scripts';
import { type Filters, type FiltersPage, mostForwards, noFilters, ourScript, type SaveFilters } from './shapes';
import { visit } from './visit';
import { writeScript } from './write-script';

/**
 * Stores the filters as our script and makes it the active one. A script of another hand is never overwritten: one that
 * is active is joined, put to sleep or left active, as the person chose, and one under our name is kept as a copy first.
 */
export async function saveFilters(
  actor: Actor,
  { filters, revision, other }: SaveFilters,
): Promise<{ kept: string | null; page: FiltersPage }> {
  const worst = forwardsAtMost(filters);
  if (worst > mostForwards)
    throw new Refusal('invalid', { reason: 'too-many-forwards', limit: mostForwards, used: worst });
  return visit(actor, async (client) => {
    const found = await look(client);
    if (revisionOf(found.content, found.active) !== revision) throw new Refusal('conflict');
    const foreign = found.active !== null && found.active !== ourScript ? found.active : null;
    if (foreign && !other) throw new Refusal('conflict', { reason: 'other-active', name: foreign });
    const joined = foreign && other === 'join' ? foreign : filters.joined;
    if (joined === ourScript) throw new Refusal('invalid', { field: 'joined' });
    const next: Filters = { ...filters, joined };
    const kept = found.content !== null && !found.filters ? await keepCopy(client, found.content, found.scripts) : null;
    await put(client, ourScript, writeScript(next));
    if (!(foreign && other === 'leave')) await client.run('SETACTIVE', [ourScript]);
    // Behind the change: the mail server has no part in the transaction, and a change that failed must not be told of.
    await tell(actor, found.filters ?? noFilters, next, foreign ? { script: foreign, choice: other } : {});
    return { kept, page: await pageOf(client) };
  });
}

/** Keeps a script under our name that is not as we wrote it under a name of its own, byte for byte. */
async function keepCopy(client: SieveClient, content: string, scripts: { name: string }[]): Promise<string> {
  const taken = new Set(scripts.map((script) => script.name));
  let number = 1;
  while (taken.has(`${ourScript}-copy-${number}`)) number += 1;
  await put(client, `${ourScript}-copy-${number}`, content);
  return `${ourScript}-copy-${number}`;
}

/** Names and addresses, never what a mail or an answer says. */
async function tell(actor: Actor, before: Filters, after: Filters, foreign: Record<string, unknown>): Promise<void> {
  await db().$transaction((tx) =>
    record(tx, actor, {
      action: 'filter.change',
      object: { type: 'mailbox', id: actor.mailboxId ?? undefined, label: actor.name },
      owner: { customerId: actor.customerId, resellerId: actor.resellerId, mailboxId: actor.mailboxId },
      before: summary(before),
      after: { ...summary(after), ...foreign },
    }),
  );
}

function summary({ rules, vacation, forwarding, joined }: Filters): Record<string, unknown> {
  const sent = rules.flatMap((rule) =>
    rule.on ? rule.actions.flatMap((action) => (action.kind === 'forward' ? action.address : [])) : [],
  );
  return {
    rules: rules.map((rule) => (rule.on ? rule.name : `(${rule.name})`)).join(', '),
    vacation: vacation.on,
    forwards: [...new Set([...(forwarding.on ? forwarding.addresses : []), ...sent])].join(', '),
    ...(joined ? { joined } : {}),
  };
}
