import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openImapFlow } from '@/lib/mail-clients';
import { checkout } from '@/lib/stack';
import { type Attack, unless } from './attack';
import type { Host } from './host';

const wanted: Record<string, string> = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** Answers one request, with what is loaded before Next, and prints its header. */
const answerOnce = `
const { createServer, get } = require('node:http');
const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1', () =>
  get({ port: server.address().port, host: '127.0.0.1' }, ({ headers }) => {
    process.stdout.write(headers['strict-transport-security'] ?? '');
    process.exit(0);
  }));
`;

/** What the panel tells browsers. */
export function headers({ stack, newBrowser, mailbox }: Host): Attack[] {
  const transportSecurity = (url: string) =>
    execFileSync(
      process.execPath,
      ['--import', pathToFileURL(path.join(checkout, 'lib/http/before-next.mjs')).href, '-e', answerOnce],
      { env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production', MILEPOST_URL: url }, encoding: 'utf8' },
    );

  return [
    {
      name: 'a script that somebody brought into a page runs',
      attempt: async () => {
        const pages = await Promise.all(
          ['/sign-in', '/sign-in', '/forgot-password', '/no-such-page'].map(async (target) => {
            const answer = await newBrowser().fetch(target, {
              headers: { 'content-security-policy': "script-src 'nonce-chosen'" },
            });
            const policy = answer.headers.get('content-security-policy') ?? '';
            const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
            const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? '';
            return { target, policy, scripts, nonce, text: await answer.text() };
          }),
        );
        const troubles = pages.flatMap(({ target, policy, scripts, nonce, text }) => {
          const inline = (text.match(/<script\b[^>]*>/g) ?? []).filter((tag) => !/\bsrc=/.test(tag));
          return [
            (!nonce || nonce === 'chosen') && `${target}: no nonce of its own`,
            /'unsafe-(inline|eval)'|\*|https?:/.test(scripts) && `${target}: ${scripts}`,
            !policy.includes("frame-ancestors 'none'") && `${target}: may be framed`,
            !policy.includes("object-src 'none'") && `${target}: may hold objects`,
            inline.some((tag) => !tag.includes(`nonce="${nonce}"`)) && `control: ${target}: its own scripts do not run`,
          ];
        });
        const nonces = new Set(pages.map(({ nonce }) => nonce));
        return unless(...troubles, nonces.size !== pages.length && 'two answers have one nonce');
      },
    },
    {
      name: 'another site frames a page, or learns where its visitors come from',
      attempt: async () => {
        const answers = await Promise.all(['/sign-in', '/'].map((target) => newBrowser().fetch(target)));
        const lacking = answers.flatMap((answer) =>
          Object.entries(wanted)
            .filter(([name, value]) => answer.headers.get(name) !== value)
            .map(([name]) => `${new URL(answer.url).pathname}: ${name} is ${answer.headers.get(name)}`),
        );
        return unless(
          ...lacking,
          answers.some(({ headers: sent }) => sent.has('x-powered-by')) && 'says who serves it',
        );
      },
    },
    {
      name: 'a script in a message runs in the document of the message',
      attempt: async () => {
        const browser = newBrowser();
        const anna = mailbox('anna');
        const signedIn = await browser.signIn(anna);
        const client = await openImapFlow({ port: stack.ports.imaps }, anna);
        const added = await client.append(
          'INBOX',
          'Subject: Script\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>x</p><script>alert(1)</script>\r\n',
        );
        await client.logout();
        const uid = added ? added.uid : 0;
        const answer = await browser.fetch(`/api/mail/body?folder=INBOX&uid=${uid}`);
        const policy = answer.headers.get('content-security-policy') ?? '';
        const sandbox = /sandbox([^;]*)/.exec(policy)?.[1];
        return unless(
          (signedIn !== 'in' || answer.status !== 200) && `control: ${signedIn}, ${answer.status}`,
          !policy.includes("default-src 'none'") && policy,
          (sandbox === undefined || /allow-(scripts|same-origin)/.test(sandbox)) && `its sandbox: ${sandbox}`,
        );
      },
    },
    {
      name: 'the second visit goes over plain HTTP where the panel is reached by HTTPS',
      attempt: async () => {
        const secure = transportSecurity('https://panel.example');
        const plain = transportSecurity(stack.url);
        return unless(
          !/max-age=\d{7,}/.test(secure) && `Strict-Transport-Security: ${secure || 'none'}`,
          plain !== '' && 'control: it is sent without HTTPS, too',
        );
      },
    },
  ];
}
