import type { Failure, Question } from './decide';

/** A mail server that does not report in this time has lost the connection to us, or the client. */
const holdMs = 60_000;
/** About 40 MB. The oldest are dropped beyond it. */
const maxOpen = 100_000;

interface Entry {
  failure: Failure;
  until: number;
  /** Where it can be found. */
  keys: string[];
}

/**
 * Questions that were answered with yes and whose outcome is unknown or only just known. They count as failures, so that
 * many at once cannot all pass before the first is reported. The same password from the same network is one question.
 */
export class OpenQuestions {
  /** The oldest first. */
  private readonly entries = new Map<string, Entry>();
  private readonly found = new Map<string, Set<Entry>>();

  open(question: Question, known: boolean, now: Date): void {
    const key = keyOf(question);
    this.close(question);
    const { name, network, wide } = question;
    const keys = [`name ${name}`, `network ${network}`, ...(wide === null ? [] : [`wide ${wide}`])];
    const entry = { failure: { ...question, known, times: 1, at: now }, until: now.getTime() + holdMs, keys };
    this.entries.set(key, entry);
    for (const each of keys) {
      const set = this.found.get(each) ?? new Set();
      this.found.set(each, set.add(entry));
    }
    for (const [oldest, { until }] of this.entries) {
      if (until > now.getTime() && this.entries.size <= maxOpen) break;
      this.remove(oldest);
    }
  }

  /** Whether a question came from where its name is known; undefined if it is not open. */
  known(question: Question): boolean | undefined {
    return this.entries.get(keyOf(question))?.failure.known;
  }

  /** Its password was right, or nobody may count it. A failure stays, because its row may not be visible yet. */
  close(question: Question): void {
    this.remove(keyOf(question));
  }

  /** Those that can count for a question. */
  about({ name, network, wide }: Question, now: Date): Failure[] {
    const keys = [`name ${name}`, `network ${network}`, `wide ${wide}`];
    const entries = new Set(keys.flatMap((key) => [...(this.found.get(key) ?? [])]));
    return [...entries].flatMap(({ failure, until }) => (until > now.getTime() ? failure : []));
  }

  get size(): number {
    return this.entries.size;
  }

  private remove(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    for (const each of entry.keys) {
      const set = this.found.get(each);
      set?.delete(entry);
      if (set?.size === 0) this.found.delete(each);
    }
  }
}

const keyOf = ({ name, network, pwhash }: Question) => `${pwhash} ${network} ${name}`;
