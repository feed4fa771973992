import { setTimeout as wait } from 'node:timers/promises';
import { db } from '@/lib/db';
import { openImapFlow } from '@/lib/mail-clients';
import { type Attack, unless } from './attack';
import type { Browser } from './browser';
import type { Host } from './host';

const healthIntervalMs = 20;
const maxHealthMs = 500;
const largeBytes = 50 * 1000 * 1000;

const htmlMessage = (html: string) =>
  `From: <a@elsewhere.example>\r\nSubject: Costly\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n`;

const attributes = Array.from({ length: 20_000 }, (_, index) => `a${index}="x"`).join(' ');
const parts = Array.from({ length: 9_000 }, (_, index) => `--b\r\nContent-Type: text/plain\r\n\r\npart ${index}\r\n`);

/** Messages that cost their reader more than they cost their sender. */
const costly = {
  '20,000 attributes on one element': htmlMessage(`<p ${attributes}>x</p>`),
  '990 nested div and 14,000 p': htmlMessage(`${'<div>'.repeat(990)}${'<p>x</p>'.repeat(14_000)}`),
  '9,000 parts': `From: <a@elsewhere.example>\r\nSubject: Costly\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n${parts.join('')}--b--\r\n`,
};

/** Whether a status of the panel says that it lost its way. */
const isFault = (status: number) => status >= 500;

/** What one message or one stranger can stop. */
export function whatAStrangerCanStop({ stack, world, mailbox, newBrowser, administrator }: Host): Attack[] {
  const anna = mailbox('anna');

  /** The slowest answer of the panel's health while something else is done. */
  async function slowestHealth<T>(work: Promise<T>): Promise<{ slowestMs: number; result: T }> {
    const asked: Promise<number>[] = [];
    let done = false;
    const mark = () => {
      done = true;
    };
    work.then(mark, mark);
    const ask = async () => {
      const start = performance.now();
      const response = await fetch(`${stack.url}/api/health`);
      await response.arrayBuffer();
      return response.status === 200 ? performance.now() - start : Number.POSITIVE_INFINITY;
    };
    while (!done) {
      asked.push(ask().catch(() => Number.POSITIVE_INFINITY));
      await wait(healthIntervalMs);
    }
    return { slowestMs: Math.round(Math.max(0, ...(await Promise.all(asked)))), result: await work };
  }

  async function place(source: string): Promise<number> {
    const client = await openImapFlow({ port: stack.ports.imaps }, anna);
    const added = await client.append('INBOX', source);
    await client.logout();
    const uid = added ? added.uid : undefined;
    if (uid === undefined) throw new Error('the message was not saved');
    return uid;
  }

  /** Opens a message as webmail does: its text, its document and the list that shows it. */
  async function open(browser: Browser, uid: number): Promise<number[]> {
    const targets = ['message', 'body'].map((what) => `/api/mail/${what}?folder=INBOX&uid=${uid}`);
    const answers = await Promise.all([...targets, ...targets, '/mail'].map((target) => browser.fetch(target)));
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    return answers.map(({ status }) => status);
  }

  async function signedIn(): Promise<Browser> {
    const browser = newBrowser();
    const answer = await browser.signIn(anna);
    if (answer !== 'in') throw new Error(`the owner cannot sign in: ${answer}`);
    return browser;
  }

  const publicActions: [name: string, ids: Record<string, string>][] = [
    ['requestResetAction', {}],
    ['resetPasswordAction', { token: 'x' }],
    ['acceptInvitationAction', { token: 'x' }],
    ['askForPasskeyAction', {}],
  ];

  return [
    ...Object.entries(costly).map(([what, source]) => ({
      name: `a message with ${what} is opened while others use the panel`,
      attempt: async () => {
        const browser = await signedIn();
        const plain = await open(browser, await place(htmlMessage('<p>plain</p>')));
        const uid = await place(source);
        const { slowestMs, result } = await slowestHealth(open(browser, uid));
        return unless(
          plain.some((status) => status >= 400) && `control: a plain message: ${plain.join(', ')}`,
          result.some(isFault) && `its answers: ${result.join(', ')}`,
          slowestMs >= maxHealthMs && `the panel answered others after ${slowestMs} ms`,
        );
      },
    })),
    {
      name: 'bodies of 50 MB to what strangers may call',
      attempt: async () => {
        const browser = newBrowser();
        const troubles: string[] = [];
        for (const [name, ids] of publicActions) {
          const { action, target } = browser.pageOf(name, ids);
          for (const announced of [true, false]) {
            const headers = { 'next-action': action.id, origin: stack.url };
            const status = await browser.postBytes(target, largeBytes, headers, announced);
            if (status !== 413) troubles.push(`${name}${announced ? '' : ', length not announced'}: ${status}`);
          }
        }
        const form = { 'content-type': 'application/x-www-form-urlencoded' };
        const status = await browser.postBytes('/api/auth/callback/credentials', largeBytes, form);
        const control = await browser.act('requestResetAction', { email: 'nobody@elsewhere.example' });
        return unless(
          ...troubles,
          status !== 413 && `the sign-in form: ${status}`,
          control.outcome !== 'ok' && `control: a short body: ${control.outcome}`,
        );
      },
    },
    {
      name: 'NUL bytes in addresses, forms and actions',
      attempt: async () => {
        const owner = await signedIn();
        const targets = ['/sign-in?callbackUrl=%00', '/%00', '/reset-password/%00', '/api/search?q=a%00b'];
        const pages = await Promise.all(
          targets.flatMap((target) =>
            [newBrowser(), owner, administrator].map(async (browser) => {
              const { status } = await browser.fetch(target);
              return isFault(status) && `${target}: ${status}`;
            }),
          ),
        );
        const form = await newBrowser().postCredentials({ name: 'a\0b@elsewhere.example', password: 'x\0y' });
        const asked = await newBrowser().act('requestResetAction', { email: 'a\0b@elsewhere.example' });
        const added = await administrator.act('createDomainAction', {
          name: 'a\0b.example',
          customerId: world.customer.id,
        });
        const health = await fetch(`${stack.url}/api/health`);
        return unless(
          ...pages,
          isFault(form.status) && `the sign-in form: ${form.status}`,
          ...[asked, added].map(
            ({ status, outcome }) => (isFault(status) || ['ok', 'fault'].includes(outcome)) && `an action: ${outcome}`,
          ),
          health.status !== 200 && `control: the panel's health: ${health.status}`,
        );
      },
    },
    {
      name: 'an Origin that is null or nonsense',
      attempt: async () => {
        const input = { email: 'nobody@elsewhere.example' };
        const origins = ['null', 'nonsense', 'http://', '://', 'a b'];
        const answers = await Promise.all(
          origins.flatMap((origin) =>
            ['requestResetAction', 'askForPasskeyAction'].map(async (name) => {
              const body = name === 'askForPasskeyAction' ? null : input;
              const { status, outcome } = await newBrowser().act(name, body, {}, { origin });
              return (isFault(status) || outcome === 'fault') && `${origin}: ${outcome}`;
            }),
          ),
        );
        const { outcome } = await newBrowser().act('requestResetAction', input);
        return unless(...answers, outcome !== 'ok' && `control: the panel's own: ${outcome}`);
      },
    },
    {
      name: 'the sign-in leads to another host',
      attempt: async () => {
        const wanted = [
          'https://evil.example/',
          '//evil.example/',
          '/.//evil.example/',
          '/..//evil.example/',
          '/./\\evil.example/',
          '/\\evil.example/',
          '/\t/evil.example/',
          '\\\\evil.example/',
          'https:evil.example',
          'javascript:alert(1)',
          'data:text/html,x',
        ];
        const browser = await signedIn();
        const leads = (target: string | null) => {
          if (!target || !URL.canParse(target, stack.url)) return false;
          const { origin, protocol } = new URL(target, stack.url);
          return origin !== new URL(stack.url).origin || protocol !== 'http:';
        };
        const troubles: string[] = [];
        for (const each of wanted) {
          const target = `/sign-in?callbackUrl=${encodeURIComponent(each)}`;
          for (const [who, asking] of [
            ['signed in', browser],
            ['signed out', newBrowser()],
          ] as const) {
            const answer = await asking.fetch(target);
            const text = await answer.text();
            // Where the form leads after the sign-in, and where a page that has begun sends the browser.
            const onward = /onward\\?":\\?"([^"\\]*)/.exec(text)?.[1] ?? '/';
            const refresh = /http-equiv="refresh" content="\d+;url=([^"]*)"/.exec(text)?.[1] ?? '/';
            if ([answer.headers.get('location'), onward, refresh].some(leads)) troubles.push(`${each}, ${who}`);
          }
          const { leadsTo } = await newBrowser().postCredentials({
            name: anna.address,
            password: anna.password,
            callbackUrl: each,
          });
          if (leads(leadsTo)) troubles.push(`${each}, in the form`);
        }
        const own = await browser.fetch(`/sign-in?callbackUrl=${encodeURIComponent('/settings')}`);
        const arrives = `${own.headers.get('location') ?? ''}${await own.text()}`.includes('/settings');
        return unless(...troubles, !arrives && 'control: a page of the panel is not reached');
      },
    },
    {
      name: 'a stranger fills the table of passkey challenges',
      attempt: async () => {
        // A passkey is bound to a name, and an address of the loopback is none.
        const local = new URL(stack.url);
        local.hostname = 'localhost';
        const before = await db().passkeyChallenge.count();
        const answers: string[] = [];
        for (let turn = 0; turn < 10; turn += 1) {
          const browser = newBrowser(undefined, local.origin);
          const asked = Array.from({ length: 20 }, () => browser.act('askForPasskeyAction', null));
          answers.push(...(await Promise.all(asked)).map(({ outcome }) => outcome));
        }
        const added = (await db().passkeyChallenge.count()) - before;
        return unless(added > 0 && `${added} rows`, !answers.includes('ok') && `control: ${answers[0]}`);
      },
    },
    {
      name: 'one person opens streams without end',
      attempt: async () => {
        const owner = await signedIn();
        const troubles: string[] = [];
        for (const [target, browser] of [
          ['/api/live/sessions', administrator],
          ['/api/mail/live', owner],
        ] as const) {
          const over = new AbortController();
          const opened = Array.from({ length: 40 }, () => browser.fetch(target, { signal: over.signal }));
          const statuses = (await Promise.all(opened)).map(({ status }) => status);
          over.abort();
          const open = statuses.filter((status) => status === 200).length;
          if (open === 0) troubles.push(`control: ${target} opens none: ${statuses[0]}`);
          if (open === statuses.length) troubles.push(`${target}: ${open} are open`);
          if (statuses.some((status) => status !== 200 && status !== 429))
            troubles.push(`${target}: ${statuses.join()}`);
        }
        return unless(...troubles);
      },
    },
  ];
}
