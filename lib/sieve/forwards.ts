import type { Filters } from './shapes';

/** To how many addresses one message may be sent on at worst, as the server counts them: each once a delivery. */
export function forwardsAtMost({ rules, forwarding }: Pick<Filters, 'rules' | 'forwarding'>): number {
  const always = forwarding.on ? forwarding.addresses : [];
  const sofar = new Set<string>();
  let worst = 0;
  for (const rule of rules.filter((one) => one.on)) {
    const own = rule.actions.flatMap((action) => (action.kind === 'forward' ? action.address : []));
    if (rule.stop) worst = Math.max(worst, new Set([...sofar, ...own, ...always]).size);
    else for (const address of own) sofar.add(address);
  }
  return Math.max(worst, new Set([...sofar, ...always]).size);
}
