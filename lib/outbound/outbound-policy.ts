import { isAddress, signInNetwork } from '@/lib/networks/values';
import { Bursts } from './bursts';
import { type Account, type Habit, isJump, minJump, type Over, overLimit } from './decide';
import { sentenceOf, suspendedSentence } from './sentences';
import { charge, findSender, isSuspended, noteRefusal, readAccounts, readHabit, type Sender, suspend } from './store';

/** What Postfix, or rspamd for what Sieve sends, asks about a message. */
export interface OutboundQuestion {
  /** Before a recipient is accepted, or once with all recipients when the message has arrived. */
  stage: 'recipient' | 'message';
  /** Who signed in; empty for what Sieve sends. */
  login: string;
  /** The envelope sender; for what Sieve passes on, the mailbox that does. */
  sender: string;
  recipients: number;
  /** The same for all questions about one message, also if Postfix repeats one. */
  instance: string;
  /** The address of the mail program. */
  ip: string;
}

/** `later` keeps the message with the mail program, `never` gives it back. */
export type OutboundAnswer = { kind: 'allowed' } | { kind: 'later' | 'never'; text: string };
const allowed: OutboundAnswer = { kind: 'allowed' };

interface Read {
  sender: Sender;
  suspended: boolean;
  accounts: Account[];
}

/** What is read and written in the database. */
const database = { findSender, isSuspended, readAccounts, readHabit, charge, suspend, noteRefusal };
export type OutboundStore = typeof database;

/** How long a reading is shared by the recipients of a message. The message itself is always counted exactly. */
const readingMs = 1_000;
/** Postfix repeats a question within seconds. */
const answerMs = 60_000;
const maxAnswers = 20_000;

/** Decides what may be sent, before it is in the queue. */
export class OutboundPolicy {
  private readonly bursts = new Bursts();
  private readonly readings = new Map<string, { at: number; read: Promise<Read | null> }>();
  /** The last charge of each tenant. */
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly answers = new Map<string, { at: number; answer: Promise<OutboundAnswer> }>();

  constructor(private readonly store: OutboundStore = database) {}

  /** Rejects while the database is unreachable. */
  async ask(question: OutboundQuestion, now = new Date()): Promise<OutboundAnswer> {
    if (question.stage === 'recipient') return this.askForRecipient(question, now);
    const { instance } = question;
    const earlier = instance ? this.answers.get(instance) : undefined;
    if (earlier && now.getTime() - earlier.at < answerMs) return earlier.answer;
    const answer = this.askForMessage(question, now);
    if (!instance) return answer;
    this.answers.set(instance, { at: now.getTime(), answer });
    // What failed may be asked again.
    answer.catch(() => this.answers.delete(instance));
    const [oldest] = this.answers.keys();
    if (this.answers.size > maxAnswers && oldest !== undefined) this.answers.delete(oldest);
    return answer;
  }

  /** An early no, if not even one recipient more is allowed. Part of a message is not sent: all of it, or nothing. */
  private async askForRecipient(question: OutboundQuestion, now: Date): Promise<OutboundAnswer> {
    const read = await this.read(addressOf(question), now);
    if (!read) return allowed;
    const { sender, suspended, accounts } = read;
    if (suspended) return { kind: 'never', text: suspendedSentence(sender.address) };
    const over = overLimit(accounts, 1, now);
    return over ? this.refuse(question, sender, over, now) : allowed;
  }

  private async askForMessage(question: OutboundQuestion, now: Date): Promise<OutboundAnswer> {
    const sender = await this.find(addressOf(question));
    if (!sender) return allowed;
    const never: OutboundAnswer = { kind: 'never', text: suspendedSentence(sender.address) };
    if (await this.store.isSuspended(sender)) return never;
    const forget = question.login ? this.bursts.add(sender.id, networkOf(question), question.recipients, now) : null;
    if (await this.jumps(question, sender, now)) return never;
    const over = await this.charge(sender, question.recipients, now);
    if (!over) return allowed;
    // The mail program tries again, and must not look like a burst.
    forget?.();
    return this.refuse(question, sender, over, now);
  }

  private async jumps({ login, ip }: OutboundQuestion, sender: Sender, now: Date): Promise<boolean> {
    if (!login || !isAddress(ip)) return false;
    const burst = this.bursts.of(sender.id, signInNetwork(ip), now);
    if (burst.recipients <= minJump) return false;
    const habit: Habit = await this.store.readHabit(sender, burst.network, now);
    if (!isJump(burst, habit)) return false;
    await this.store.suspend(sender, burst, now);
    // The same messages are not judged twice, once the suspension is lifted.
    this.bursts.forget(sender.id, burst.network);
    return true;
  }

  /**
   * What Sieve passes on is refused for good: Dovecot then keeps the message in the mailbox that it arrived for. With a
   * temporary refusal it would wait in the queue, and that mailbox is often not the one that sent too much.
   */
  private async refuse({ login, recipients }: OutboundQuestion, sender: Sender, over: Over, now: Date) {
    await this.store.noteRefusal(sender, over, now);
    const kind = login ? ('later' as const) : ('never' as const);
    return { kind, text: sentenceOf(sender.address, over, Math.max(1, recipients)) };
  }

  private find(address: string): Promise<Sender | null> {
    return address.includes('@') ? this.store.findSender(address) : Promise.resolve(null);
  }

  /**
   * One charge of a tenant at a time. They would wait for each other in the database, and with all its connections, which
   * the sign-ins need.
   */
  private charge(sender: Sender, recipients: number, now: Date): Promise<Over | null> {
    const tenant = sender.resellerId ?? sender.customerId;
    const charge = () => this.store.charge(sender, recipients, now);
    const turn = (this.turns.get(tenant) ?? Promise.resolve()).then(charge, charge);
    this.turns.set(tenant, turn);
    const forget = () => {
      if (this.turns.get(tenant) === turn) this.turns.delete(tenant);
    };
    turn.then(forget, forget);
    return turn;
  }

  private read(address: string, now: Date): Promise<Read | null> {
    const shared = this.readings.get(address);
    if (shared && now.getTime() - shared.at < readingMs) return shared.read;
    const read = this.find(address).then(async (sender) => {
      if (!sender) return null;
      const [suspended, accounts] = await Promise.all([
        this.store.isSuspended(sender),
        this.store.readAccounts(sender, now),
      ]);
      return { sender, suspended, accounts };
    });
    this.readings.set(address, { at: now.getTime(), read });
    const forget = () => {
      if (this.readings.get(address)?.read === read) this.readings.delete(address);
    };
    read.catch(forget);
    setTimeout(forget, readingMs).unref();
    return read;
  }
}

/** The mailbox that a message counts for. */
function addressOf({ login, sender }: OutboundQuestion): string {
  // With an app password, Postfix has its name behind a slash.
  const address = login ? (login.split('/', 1)[0] ?? '') : sender.replace(/\+[^@]*(?=@)/, '');
  return address.toLowerCase();
}

const networkOf = ({ ip }: OutboundQuestion) => (isAddress(ip) ? signInNetwork(ip) : '');
