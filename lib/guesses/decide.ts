/** An attempt before its password is looked at. */
export interface Question {
  name: string;
  /** The /24 or /64, or `browserNetwork`. */
  network: string;
  wide: string | null;
  /** Different numbers for different passwords, as far as 12 bits allow. */
  pwhash: number;
  protocol: string;
}

/** A failed attempt, or one whose outcome is not reported yet. */
export interface Failure extends Question {
  /** Whether the name had signed in from that network, or the browser was known. */
  known: boolean;
  /** How often this password was tried. */
  times: number;
  at: Date;
}

/** What the name has signed in with before. */
export interface Known {
  network: boolean;
  /** The hash of the password is that of an app password. */
  appPassword: boolean;
}

/** Attempts of known browsers count together, wherever they come from. */
export const browserNetwork = 'browser';

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A network is known for this time after a sign-in from it. */
export const knownDays = 30;

/**
 * How many different wrong passwords reach the check. The smaller numbers are for what strangers can do from one place;
 * the limit for a name over all networks is the highest of them, because it locks the owner out who travels.
 */
export const limits = {
  /** One name, from a network that it has never signed in from. */
  nameAndNetwork: { max: 10, ms: hourMs },
  /** One name, from all /64 of a /48. Less than the limit of the name, so one provider's customer cannot reach that. */
  nameAndWide: { max: 20, ms: hourMs },
  /** All names together, from networks that are not known for them. */
  network: { max: 50, ms: hourMs },
  wide: { max: 50, ms: hourMs },
  /** One name, over all networks that are not known for it. */
  name: { max: 30, ms: hourMs },
  /** One name, from a known network or by known browsers. This limits an attacker inside the network of the owner. */
  known: { max: 100, ms: dayMs },
  /**
   * Failures with the hash of an app password. A real app password does not fail; but one guess of the main password in
   * 4096 has the same hash, and must not escape every count.
   */
  appPassword: { max: 10, ms: dayMs },
  /** Attempts at the panel's form, even with the same password: a person types there, and each attempt costs a hash. */
  form: { max: 60, ms: hourMs },
} as const;

export type Limit = keyof typeof limits;

/**
 * Which limit refuses an attempt, or null if its password may be looked at. The answer does not depend on whether the
 * password is right. `failures` may contain more than is counted.
 */
export function decide(question: Question, known: Known, failures: readonly Failure[], now: Date): Limit | null {
  const { name, network, wide, pwhash, protocol } = question;
  const within = (limit: Limit, which: (failure: Failure) => boolean) =>
    failures.filter((each) => now.getTime() - each.at.getTime() < limits[limit].ms && which(each));
  const isFull = (limit: Limit, which: (failure: Failure) => boolean, keyOf: (failure: Failure) => string | number) =>
    new Set(within(limit, which).map(keyOf)).size >= limits[limit].max;
  const attempts = (limit: Limit, which: (failure: Failure) => boolean) =>
    within(limit, which).reduce((sum, { times }) => sum + times, 0);

  const samePlace = (each: Failure) => each.name === name && each.network === network;
  if (protocol === 'web' && attempts('form', (each) => samePlace(each) && each.protocol === 'web') >= limits.form.max)
    return 'form';
  if (known.network) return isFull('known', samePlace, (each) => each.pwhash) ? 'known' : null;

  const ofApp = (each: Failure) => each.name === name && each.pwhash === pwhash;
  if (known.appPassword && attempts('appPassword', ofApp) < limits.appPassword.max) return null;

  const strange = (each: Failure) => !each.known;
  const sameWide = (each: Failure) => strange(each) && wide !== null && each.wide === wide;
  const guess = (each: Failure) => `${each.pwhash} ${each.name}`;
  if (isFull('nameAndNetwork', samePlace, (each) => each.pwhash)) return 'nameAndNetwork';
  if (isFull('nameAndWide', (each) => sameWide(each) && each.name === name, guess)) return 'nameAndWide';
  if (isFull('network', (each) => strange(each) && each.network === network, guess)) return 'network';
  if (isFull('wide', sameWide, guess)) return 'wide';
  const perNetwork = (each: Failure) => `${each.pwhash} ${each.network}`;
  return isFull('name', (each) => strange(each) && each.name === name, perNetwork) ? 'name' : null;
}
