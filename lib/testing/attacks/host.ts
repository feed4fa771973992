import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createDomain } from '@/lib/domains';
import { type Account, openImapFlow } from '@/lib/mail-clients';
import { type Actor, systemActor } from '@/lib/tenancy';
import type { OwnStack } from '../own-stack';
import { makeWorld, type World } from '../own-world';
import { until } from '../until';
import { Browser, readActions } from './browser';

/** The host under attack, with the tenant of the attacker and the tenant that is attacked. */
export interface Host {
  stack: OwnStack;
  mailHost: string;
  world: World;
  rival: World;
  /** Whoever administers the platform, for the honest halves of attacks. */
  staff: Actor;
  /** A mailbox of either tenant. */
  mailbox: (localPart: string) => World['owners'][number];
  /** A browser, by default in a network of its own and at the address of the panel. */
  newBrowser: (ip?: string, url?: string) => Browser;
  /** The one of the attacker's administrator, signed in. */
  administrator: Browser;
  /** The messages of a mailbox with this subject, as they lie in Inbox and Junk. */
  messagesOf: (account: Account, subject: string) => Promise<string[]>;
  /** The same, once there is one. */
  arrivalOf: (account: Account, subject: string) => Promise<string[]>;
}

/** A network that nobody else signs in from. */
export function newNetwork(): (host?: number) => string {
  const network = `127.${16 + randomInt(200)}.${randomInt(256)}`;
  return (host = 1) => `${network}.${host}`;
}

/** rspamd looks for changed maps once a second. */
const mapDelayMs = 2_500;

export async function prepareHost(stack: OwnStack, mailHost: string): Promise<Host> {
  const world = await makeWorld(['anna', 'ben', 'cara', 'dave', 'eve']);
  const rival = await makeWorld(['olga', 'rosa', 'victor']);
  const staff: Actor = { ...systemActor('attack'), kind: 'person', role: 'staff_admin', id: randomUUID() };
  // With it, every domain gets a key and signs.
  await createDomain(staff, { name: `keys-${world.tag}.example`, customerId: world.customer.id });
  const selectors = path.join(stack.dataDirectory, 'rspamd/maps/selectors.map');
  await until(async () => [world, rival].every(({ domain }) => readFileSync(selectors, 'utf8').includes(domain.name)));
  await wait(mapDelayMs);

  const actions = readActions(stack.dataDirectory);
  const newBrowser = (ip = newNetwork()(), url = stack.url) => new Browser(url, actions, ip);
  const administrator = newBrowser();
  const answer = await administrator.signIn(world.admin);
  if (answer !== 'in') throw new Error(`the administrator cannot sign in: ${answer}`);

  const messagesOf = async (account: Account, subject: string) => {
    const client = await openImapFlow({ port: stack.ports.imaps }, account);
    const sources: string[] = [];
    try {
      for (const folder of ['INBOX', 'Junk']) {
        await client.mailboxOpen(folder);
        for (const uid of (await client.search({ subject }, { uid: true })) || []) {
          const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
          const source = found ? found.source : undefined;
          if (source) sources.push(source.toString('latin1'));
        }
      }
    } finally {
      await client.logout();
    }
    return sources;
  };
  return {
    stack,
    mailHost,
    world,
    rival,
    staff,
    mailbox: (localPart) => {
      const found = [...world.owners, ...rival.owners].find(({ address }) => address.startsWith(`${localPart}@`));
      if (!found) throw new Error(`there is no mailbox ${localPart}`);
      return found;
    },
    newBrowser,
    administrator,
    messagesOf,
    arrivalOf: (account, subject) =>
      until(async () => {
        const found = await messagesOf(account, subject);
        if (found.length === 0) await wait(200);
        return found.length > 0 && found;
      }),
  };
}
