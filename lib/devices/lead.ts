import { hostNetwork } from '@/lib/networks/values';

/** The columns of a device that say which other device it belongs to. */
export interface PartFacts {
  id: string;
  mailboxId: string;
  protocol: string;
  credential: string | null;
  remoteIp: string | null;
  /** Merged by its owner. */
  mergedIntoId: string | null;
  /** Separated by its owner. */
  separate: boolean;
  /** What it was a part of at the last time. */
  partOfId: string | null;
}

const reads = ({ protocol }: PartFacts) => protocol === 'imap' || protocol === 'pop3';
/** What a mail program does beside reading. Webmail does it in the panel. */
const isPart = ({ protocol }: PartFacts) => protocol === 'submission' || protocol === 'sieve';

/**
 * The device that each device is shown as, by id. Its owner's word comes first. Otherwise what sends or
 * filters is a part of the one program that reads with the same app password, or with the main password from the same
 * host. With two such programs it cannot be told whose part it is.
 */
export function leadsOf(devices: PartFacts[]): Map<string, string> {
  const byId = new Map(devices.map((device) => [device.id, device]));
  // Merges are not nested.
  const merged = (device: PartFacts) => byId.get(device.mergedIntoId ?? '')?.id ?? device.id;
  const readers = Map.groupBy(
    devices.filter((device) => reads(device) && !isCut(device)),
    signInOf,
  );
  const lead = (device: PartFacts): string => {
    if (device.mergedIntoId !== null || device.separate || !isPart(device)) return merged(device);
    if (isCut(device)) return byId.get(device.partOfId ?? '')?.id ?? device.id;
    const signIn = signInOf(device);
    const found = new Set(signIn === null ? [] : (readers.get(signIn) ?? []).map(merged));
    const [only] = found;
    return found.size === 1 && only !== undefined ? only : device.id;
  };
  const leads = new Map(devices.map((device) => [device.id, lead(device)]));
  // What was merged into a part belongs to the device of that part.
  for (const [id, to] of leads) leads.set(id, leads.get(to) ?? to);
  return leads;
}

/** The retention of the log has shortened its address to a network, in which other hosts are. */
function isCut({ credential, remoteIp }: PartFacts): boolean {
  return credential === 'main' && remoteIp?.includes('/') === true;
}

/** How a program signs in: an app password is one device's everywhere, the main password is not. */
function signInOf({ mailboxId, credential, remoteIp }: PartFacts): string | null {
  if (credential?.startsWith('ap')) return `${mailboxId} ${credential}`;
  return credential === 'main' && remoteIp ? `${mailboxId} main ${hostNetwork(remoteIp)}` : null;
}
