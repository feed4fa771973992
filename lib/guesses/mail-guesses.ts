import { decide, type Failure, type Question } from './decide';
import { OpenQuestions } from './open-questions';
import { placeOf } from './place-of';
import {
  countFailure,
  isFresh,
  isKnown,
  knowAppPassword,
  knowNetwork,
  type Marks,
  noteRefusal,
  readFailures,
  readMarks,
} from './store';

/** A sign-in over a mail protocol. */
export interface MailAttempt {
  /** In lower case. */
  name: string;
  ip: string;
  /** 12 bits of a keyed hash of the name and the password. */
  pwhash: number;
  protocol: string;
  /** What the client calls itself. */
  client: string;
}

export type Outcome = { kind: 'right'; credential: string } | { kind: 'wrong' | 'refused' | 'unknown' };

interface Read {
  marks: Marks;
  failures: Failure[];
}

/** How long a reading is shared. Other nodes and the panel count with this delay. */
const readingMs = 1_000;

/** What is read and written in the database. */
const database = { readMarks, readFailures, countFailure, noteRefusal, knowNetwork, knowAppPassword };
export type GuessStore = typeof database;

/** Remembered writes. Beyond it, the oldest are forgotten and written again. */
const maxWritten = 100_000;

/** The count for the mail servers: a question before each password, and a report after it. */
export class MailGuesses {
  private readonly open = new OpenQuestions();
  private readonly readings = new Map<string, { at: number; read: Promise<Read> }>();
  /** When known networks and app passwords were last written, so that most sign-ins write nothing. */
  private readonly written = new Map<string, Date>();

  constructor(private readonly store: GuessStore = database) {}

  /** Whether the password may be looked at. Rejects while the database is unreachable. */
  async mayTry(attempt: MailAttempt, now = new Date()): Promise<boolean> {
    const question = questionOf(attempt);
    const { marks, failures } = await this.read(question, now);
    // Nothing is awaited from here on, so that questions at the same time see each other.
    const open = this.open.about(question, now);
    const appPasswordAt = marks.apps.get(question.pwhash) ?? null;
    const known = { network: marks.network, appPassword: isKnown(appPasswordAt, now) };
    if (decide(question, known, mergedWith(open, failures), now) !== null) return false;
    this.open.open(question, marks.network, now);
    this.remember(networkKey(question), marks.networkAt);
    this.remember(appKey(question), appPasswordAt);
    return true;
  }

  /**
   * What the database knows of a name in a network. Questions within a moment share one reading: Dovecot does not wait
   * long, and a burst that takes longer would pass uncounted. What happened since is among the open questions.
   */
  private read(question: Question, now: Date): Promise<Read> {
    const key = networkKey(question);
    const shared = this.readings.get(key);
    if (shared && now.getTime() - shared.at < readingMs) return shared.read;
    const read = Promise.all([this.store.readMarks(question, now), this.store.readFailures(question, now)]).then(
      ([marks, failures]) => ({ marks, failures }),
    );
    this.readings.set(key, { at: now.getTime(), read });
    // A failed reading is tried again, and an old one not kept.
    const forget = () => {
      if (this.readings.get(key)?.read === read) this.readings.delete(key);
    };
    read.catch(forget);
    setTimeout(forget, readingMs).unref();
    return read;
  }

  async report(attempt: MailAttempt, outcome: Outcome, now = new Date()): Promise<void> {
    const question = questionOf(attempt);
    const { name, protocol } = question;
    const said = { ...placeOf(attempt.ip), name, protocol, userAgent: attempt.client };
    if (outcome.kind === 'refused') return this.store.noteRefusal(said, now);
    if (outcome.kind === 'wrong') {
      try {
        const known = this.open.known(question) ?? (await this.store.readMarks(question, now)).network;
        await this.store.countFailure({ ...said, pwhash: question.pwhash, known }, now);
        // The row knows how often this password was tried.
        this.readings.delete(networkKey(question));
        return;
      } catch (error) {
        // The database is unreachable, and perhaps for the mail server, too: the password may have been right.
        this.open.close(question);
        throw error;
      }
    }
    this.open.close(question);
    if (outcome.kind === 'right') await this.know(question, outcome.credential, now);
  }

  private async know(question: Question, credential: string, now: Date): Promise<void> {
    const { name, network, pwhash } = question;
    // The next question sees what is known from now on.
    this.readings.delete(networkKey(question));
    const due = (key: string) => !isFresh(this.written.get(key) ?? null, now);
    if (due(networkKey(question))) {
      await this.store.knowNetwork(name, network, now);
      this.remember(networkKey(question), now);
    }
    if (!credential.startsWith('ap') || !due(appKey(question))) return;
    await this.store.knowAppPassword(name, pwhash, now);
    this.remember(appKey(question), now);
  }

  private remember(key: string, at: Date | null): void {
    this.written.delete(key);
    // Not known, or forgotten with an old password: the next sign-in writes it.
    if (at === null) return;
    this.written.set(key, at);
    const [oldest] = this.written.keys();
    if (this.written.size > maxWritten && oldest !== undefined) this.written.delete(oldest);
  }
}

/**
 * A failure stays open for a while after its row was written. It is one guess, and the row knows how often it was
 * tried.
 */
function mergedWith<T extends Question>(open: T[], failures: T[]): T[] {
  const key = ({ name, network, pwhash }: Question) => `${pwhash} ${network} ${name}`;
  const stored = new Set(failures.map(key));
  return [...failures, ...open.filter((each) => !stored.has(key(each)))];
}

const networkKey = ({ name, network }: Question) => `network ${network} ${name}`;
const appKey = ({ name, pwhash }: Question) => `app ${pwhash} ${name}`;

function questionOf({ name, ip, pwhash, protocol }: MailAttempt): Question {
  const { network, wide } = placeOf(ip);
  return { name, network, wide, pwhash, protocol };
}
