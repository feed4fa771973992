import { type Burst, burstMs } from './decide';

interface Sent {
  at: number;
  recipients: number;
}

/** Pairs of an account and a network that are remembered. Beyond it, the oldest are forgotten. */
const maxPairs = 20_000;

/**
 * What each account sent in the last minutes, by network, to the second. It is in memory, because a burst is over before a
 * restart would matter.
 */
export class Bursts {
  private readonly pairs = new Map<string, Sent[]>();

  of(account: string, network: string, now: Date): Burst {
    const sent = this.recent(keyOf(account, network), now);
    const first = sent[0]?.at ?? now.getTime();
    return {
      messages: sent.length,
      recipients: sent.reduce((sum, each) => sum + each.recipients, 0),
      seconds: Math.round((now.getTime() - first) / 1000),
      network,
    };
  }

  /** Adds a message. Returns how it is removed again. */
  add(account: string, network: string, recipients: number, now: Date): () => void {
    const key = keyOf(account, network);
    const one = { at: now.getTime(), recipients };
    const sent = [...this.recent(key, now), one];
    this.pairs.delete(key);
    this.pairs.set(key, sent);
    const [oldest] = this.pairs.keys();
    if (this.pairs.size > maxPairs && oldest !== undefined) this.pairs.delete(oldest);
    return () => {
      this.pairs.set(
        key,
        (this.pairs.get(key) ?? []).filter((each) => each !== one),
      );
    };
  }

  /** Sending from there starts again from nothing, e.g. after a suspension was lifted. */
  forget(account: string, network: string): void {
    this.pairs.delete(keyOf(account, network));
  }

  private recent(key: string, now: Date): Sent[] {
    return (this.pairs.get(key) ?? []).filter(({ at }) => now.getTime() - at < burstMs);
  }
}

const keyOf = (account: string, network: string) => `${account} ${network}`;
