import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from 'node:tls';
import pg from 'pg';
import type { StackContext } from './parts';
import { postfixDirectory } from './postfix';
import { rspamdSocket } from './rspamd';
import { runCommand } from './run-command';

/** No mailbox has it: the top-level domain is reserved (RFC 2606). Each start has its own. */
const name = `self-check-${randomBytes(6).toString('hex')}@milepost.invalid`;
/** Normally it is counted within milliseconds. The start does not wait for it. */
const timeoutMs = 5_000;
const pollMs = 50;

/** What does not protect this host although it was configured, as sentences. Run once, after everything has started. */
export async function selfCheck(context: StackContext): Promise<string[]> {
  const checks = [
    signInsAreCounted(context).then((counted) =>
      counted ? [] : ['Dovecot does not ask the count of guesses: passwords can be guessed without a limit'],
    ),
    context.settings.who.root ? postfixTroubles(context) : [],
  ];
  return (await Promise.all(checks)).flat();
}

/** A wrong password over IMAP arrives at the count. From another loopback address, because ours is believed. */
async function signInsAreCounted({ ports, addresses }: StackContext): Promise<boolean> {
  const client = new pg.Client(addresses.owner);
  client.on('error', () => {});
  await client.connect();
  // The certificate is not what is checked.
  const to = { host: '127.0.0.1', port: ports.imaps, localAddress: '127.0.0.2', rejectUnauthorized: false };
  const socket = connect(to);
  socket.on('error', () => {});
  socket.resume();
  try {
    socket.write(`a LOGIN ${name} not-a-password\r\n`);
    for (const until = Date.now() + timeoutMs; Date.now() < until; await wait(pollMs)) {
      if ((await client.query('SELECT 1 FROM "SignInFailure" WHERE name = $1 LIMIT 1', [name])).rowCount) return true;
    }
    return false;
  } finally {
    socket.destroy();
    await client.end();
  }
}

async function postfixTroubles({ settings, ports }: StackContext): Promise<string[]> {
  return judgePostfix(await runCommand('postconf', ['-c', postfixDirectory(settings), '-P']), {
    milters: {
      [ports.smtp]: rspamdSocket(settings.dataDirectory, 'mx'),
      [ports.smtpSubmission]: rspamdSocket(settings.dataDirectory, 'out'),
      [ports.relay]: rspamdSocket(settings.dataDirectory, 'out'),
      [ports.reinject]: rspamdSocket(settings.dataDirectory, 'sieve'),
    },
    // What Sieve sends is counted by rspamd, which knows whose script it is.
    counted: [ports.smtpSubmission, ports.relay],
  });
}

/** Reads what is in force, as postconf(1) prints it for each service: `127.0.0.1:25/inet/smtpd_milters = …`. */
export function judgePostfix(
  printed: string,
  { milters, counted }: { milters: Record<number, string>; counted: number[] },
): string[] {
  const settingOf = (port: number, setting: string) =>
    new RegExp(`^\\S*:${port}/inet/${setting} = (.*)$`, 'm').exec(printed)?.[1] ?? '';
  return [
    ...Object.entries(milters).flatMap(([port, socket]) =>
      settingOf(Number(port), 'smtpd_milters').includes(socket)
        ? []
        : [`Postfix does not let rspamd judge mail at port ${port}`],
    ),
    ...counted.flatMap((port) =>
      settingOf(port, 'smtpd_end_of_data_restrictions').includes('$outbound_policy')
        ? []
        : [`Postfix does not count what is sent at port ${port}`],
    ),
  ];
}
