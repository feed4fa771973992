import { decide, type Question } from './decide';
import { OpenQuestions } from './open-questions';
import { placeOf } from './place-of';
import { countFailure, isFresh, knowAppPassword, knowNetwork, noteRefusal, readFailures, readMarks } from './store';

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

/** What is read and written in the database. */
const database = { readMarks, readFailures, countFailure, noteRefusal, knowNetwork, knowAppPassword };
export type GuessStore = typeof database;

/** Remembered writes. Beyond it, the oldest are forgotten and written again. */
const maxWritten = 100_000;

/** The count for the mail servers: a question before each password, and a report after it. */
export class MailGuesses {
  private readonly open = new OpenQuestions();
  /** When known networks and app passwords were last written, so that most sign-ins write nothing. */
  private readonly written = new Map<string, Date>();

  constructor(private readonly store: GuessStore = database) {}

  /** Whether the password may be looked at. Rejects while the database is unreachable. */
  async mayTry(attempt: MailAttempt, now = new Date()): Promise<boolean> {
    const question = questionOf(attempt);
    const [marks, failures] = await Promise.all([
      this.store.readMarks(question, now),
      this.store.readFailures(question, now),
    ]);
    // Nothing is awaited from here on, so that questions at the same time see each other.
    const open = this.open.about(question, now);
    if (decide(question, marks, mergedWith(open, failures), now) !== null) return false;
    this.open.open(question, marks.network, now);
    this.remember(networkKey(question), marks.networkAt);
    this.remember(appKey(question), marks.appPasswordAt);
    return true;
  }

  async report(attempt: MailAttempt, outcome: Outcome, now = new Date()): Promise<void> {
    const question = questionOf(attempt);
    const { name, protocol } = question;
    const said = { ...placeOf(attempt.ip), name, protocol, userAgent: attempt.client };
    if (outcome.kind === 'refused') return this.store.noteRefusal(said, now);
    if (outcome.kind === 'wrong') {
      try {
        const known = this.open.known(question) ?? (await this.store.readMarks(question, now)).network;
        return await this.store.countFailure({ ...said, pwhash: question.pwhash, known }, now);
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
    if (at === null) return;
    this.written.delete(key);
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
