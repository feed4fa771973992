import { Refusal } from '@/lib/errors';
import type { Scripts } from '@/lib/sieve';
import type { Actor } from '@/lib/tenancy';
import { changeOwnScripts } from './change-own-scripts';
import { maxForwardsOf } from './max-forwards';
import { findScripts, pageOf, revisionOf } from './read-filters';
import type { SaveFilters } from './requests';
import { type Filters, type FiltersPage, maxForwards, noFilters, ourScript } from './shapes';
import { writeScript } from './write-script';

/**
 * Stores the filters as our script and activates it. Scripts of other programs are not overwritten: an active one is
 * included, deactivated or left active, as the person chose. One with our name is copied first.
 */
export async function saveFilters(
  actor: Actor,
  { filters, revision, other }: SaveFilters,
): Promise<{ copyName: string | null; page: FiltersPage }> {
  const used = maxForwardsOf(filters);
  if (used > maxForwards) throw new Refusal('invalid', { reason: 'too-many-forwards', limit: maxForwards, used });
  return changeOwnScripts(actor, async (own, recorded) => {
    const found = await findScripts(own);
    if (revisionOf(found.content, found.active) !== revision) throw new Refusal('conflict');
    const foreign = found.active !== null && found.active !== ourScript ? found.active : null;
    if (foreign && !other) throw new Refusal('conflict', { reason: 'other-active', name: foreign });
    const joined = foreign && other === 'join' ? foreign : filters.joined;
    if (joined === ourScript) throw new Refusal('invalid', { field: 'joined' });
    const next: Filters = { ...filters, joined };
    const copyName =
      found.content !== null && !found.filters ? await keepCopy(own, found.content, found.scripts) : null;
    await own.put(ourScript, writeScript(next));
    if (!(foreign && other === 'leave')) await own.activate(ourScript);
    await recorded({
      action: 'filter.change',
      before: summary(found.filters ?? noFilters),
      after: { ...summary(next), ...(foreign ? { script: foreign, choice: other } : {}) },
    });
    return { copyName, page: await pageOf(own) };
  });
}

/** Copies an edited script with our name to another name. */
async function keepCopy(own: Scripts, content: string, scripts: { name: string }[]): Promise<string> {
  const taken = new Set(scripts.map((script) => script.name));
  let number = 1;
  while (taken.has(`${ourScript}-copy-${number}`)) number += 1;
  const copy = `${ourScript}-copy-${number}`;
  await own.put(copy, content);
  return copy;
}

/** Names and addresses, never the text of a message or reply. */
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
