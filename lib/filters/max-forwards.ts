import type { Filters } from './shapes';

/**
 * The number of addresses that a message may be forwarded to, as counted by the server: each address once for each
 * delivery.
 */
export function maxForwardsOf({ rules, forwarding }: Pick<Filters, 'rules' | 'forwarding'>): number {
  const always = forwarding.on ? forwarding.addresses : [];
  const soFar = new Set<string>();
  let maximum = 0;
  for (const rule of rules.filter((one) => one.on)) {
    const own = rule.actions.flatMap((action) => (action.kind === 'forward' ? action.address : []));
    if (rule.stop) maximum = Math.max(maximum, new Set([...soFar, ...own, ...always]).size);
    else for (const address of own) soFar.add(address);
  }
  return Math.max(maximum, new Set([...soFar, ...always]).size);
}
