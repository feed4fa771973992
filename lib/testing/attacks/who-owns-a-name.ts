import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { db } from '@/lib/db';
import { markDomainVerified } from '@/lib/domains';
import { houseDefaults } from '@/lib/domains/shapes';
import { imapClient } from '@/lib/mail-clients';
import { invite } from '@/lib/people';
import { linkToken } from '@/lib/vault';
import { makeWorld } from '../own-world';
import { until } from '../until';
import { type Attack, unless } from './attack';
import type { Browser } from './browser';
import type { Host } from './host';
import { deliver, message, Smtp } from './smtp';

const password = 'correct-horse-battery-1';

/** Who owns a name: domains, mailboxes and roles of somebody else. */
export function whoOwnsAName(host: Host): Attack[] {
  const { world, rival, staff, administrator, newBrowser, stack, mailHost } = host;
  const { tag } = world;
  const customerId = world.customer.id;

  const addDomain = (name: string) => administrator.act('createDomainAction', { name, customerId });
  const addMailbox = (domainId: string, localPart: string) =>
    administrator.act(
      'createMailboxAction',
      {
        domainId,
        localPart,
        displayName: '',
        password,
        quotaBytes: 1024 ** 3,
        protocols: houseDefaults.protocols,
        alike: true,
      },
      { domainId },
    );
  const addAlias = (domainId: string, localPart: string) =>
    administrator.act('createAliasAction', { domainId, localPart, destination: world.admin.address }, { domainId });
  /** What is wrong if an answer is not the expected one. */
  const expecting = async (what: string, wanted: string, answer: Promise<{ outcome: string }>) => {
    const { outcome } = await answer;
    return outcome !== wanted && `${what}: ${outcome}`;
  };

  /** Asks for a new password as a stranger, and takes the link out of the mail. */
  async function resetLink(browser: Browser, email: string): Promise<string> {
    const asked = await browser.act('requestResetAction', { email });
    if (asked.outcome !== 'ok') throw new Error(`the request for a link: ${asked.outcome}`);
    const person = await db().person.findUniqueOrThrow({ where: { email } });
    const { id } = await until(() => db().passwordReset.findFirst({ where: { personId: person.id, usedAt: null } }));
    return linkToken('reset', id);
  }

  /** Postfix's own look-ups, as it asks them. */
  function lookUp(map: string, key: string): string {
    const directory = path.join(stack.dataDirectory, 'postfix');
    try {
      return execFileSync('postmap', ['-c', directory, '-q', key, `pgsql:${directory}/${map}.cf`], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }).trim();
    } catch (error) {
      // Status 1 without a word means that there is no such key.
      const { status, stderr } = error as { status: number; stderr: string };
      if (status === 1 && !stderr.trim()) return '';
      throw new Error(`postmap: ${stderr}`);
    }
  }

  const toPort25 = (to: string) => {
    const text = message(['From: a@elsewhere.example'], to, 'Hello');
    return deliver(stack.ports.smtp, { from: 'a@elsewhere.example', to, text });
  };

  return [
    {
      name: 'a customer adds the domain that a staff member signs in with',
      attempt: async () => {
        const [, domain = ''] = world.staff.address.split('@');
        return unless(
          await expecting('control: a name of its own', 'ok', addDomain(`own-${tag}.example`)),
          await expecting(domain, 'reserved', addDomain(domain)),
          await expecting(`mail.${domain}`, 'reserved', addDomain(`mail.${domain}`)),
          await expecting('the domain of the first staff member', 'reserved', addDomain('milepost.test')),
        );
      },
    },
    {
      name: 'a customer makes the mailbox of a staff member in a domain that staff gave to it',
      attempt: async () => {
        // The domain came by another way than the customer's own claim.
        const [localPart = '', name = ''] = world.staff.address.split('@');
        const { id } = await db().domain.create({ data: { name, customerId, resellerId: world.resellerId } });
        return unless(
          await expecting('control: another mailbox', 'ok', addMailbox(id, 'somebody')),
          await expecting('mailbox', 'reserved', addMailbox(id, localPart)),
          await expecting('alias', 'reserved', addAlias(id, localPart)),
          await expecting('catch-all', 'reserved', addAlias(id, '*')),
        );
      },
    },
    {
      name: 'whoever reads the mail of a staff member sets a new password and signs in as staff',
      attempt: async () => {
        const taken = { address: world.staff.address, password: 'taken-over-horse-1' };
        const browser = newBrowser();
        const token = await resetLink(browser, taken.address);
        const reset = await browser.act(
          'resetPasswordAction',
          { token, password: taken.password, code: '' },
          { token },
        );
        const signedIn = await newBrowser().signIn(taken);
        const own = { address: rival.admin.address, password: 'my-new-horse-1' };
        const mine = newBrowser();
        const link = await resetLink(mine, own.address);
        const control = await mine.act(
          'resetPasswordAction',
          { token: link, password: own.password, code: '' },
          { token: link },
        );
        rival.admin.password = own.password;
        return unless(
          control.outcome !== 'ok' && `control: a customer's own reset: ${control.outcome}`,
          (await newBrowser().signIn(own)) !== 'in' && 'control: the new password of a customer does not sign in',
          reset.outcome !== 'not-allowed' && `the link: ${reset.outcome}`,
          signedIn === 'in' && 'the new password signs in',
        );
      },
    },
    {
      name: 'whoever reads the mail of an invited staff member accepts the invitation',
      attempt: async () => {
        const platform = await db().tenant.findFirstOrThrow({ where: { kind: 'platform' } });
        const email = `new-staff@${tag}-invited.test`;
        const { id, code } = await invite(staff, { email, tenantId: platform.id, role: 'staff_admin' }, 'en');
        const token = linkToken('invitation', id);
        const accept = (typed: string) =>
          newBrowser().act('acceptInvitationAction', { token, name: 'Mallory', password, code: typed }, { token });
        return unless(
          await expecting('without the code', 'wrong-credentials', accept('')),
          await expecting('with a wrong code', 'wrong-credentials', accept('0000-0000')),
          await expecting('control: with the code', 'ok', accept(code ?? '')),
        );
      },
    },
    {
      name: 'a customer claims the domain of another tenant, or one above or below it',
      attempt: async () => {
        await db().domain.create({
          data: { name: `shop.${rival.tag}.example`, customerId: rival.customer.id, resellerId: rival.resellerId },
        });
        return unless(
          await expecting('the domain itself', 'taken', addDomain(rival.domain.name)),
          await expecting('a subdomain', 'reserved', addDomain(`mail.${rival.domain.name}`)),
          await expecting('a parent', 'reserved', addDomain(`${rival.tag}.example`)),
          await expecting('control: a subdomain of its own', 'ok', addDomain(`mail.${world.domain.name}`)),
        );
      },
    },
    {
      name: 'a customer claims the names of the panel and of the mail host',
      attempt: async () => {
        const parent = mailHost.split('.').slice(1).join('.');
        const claims = [mailHost, parent, `a.${mailHost}`, mailHost.toUpperCase()];
        return unless(
          ...(await Promise.all(claims.map((name) => expecting(name, 'reserved', addDomain(name))))),
          await expecting('control: a name that only looks alike', 'ok', addDomain(`x${tag}-${parent}`)),
        );
      },
    },
    {
      name: 'a customer receives the mail of a person who has a role elsewhere',
      attempt: async () => {
        const { id, name } = world.domain;
        for (const email of [`carla@${name}`, `dora+panel@${name}`])
          await db().person.create({
            data: {
              email,
              name: email,
              passwordHash: '',
              memberships: { create: { tenantId: rival.customer.id, role: 'customer_admin' } },
            },
          });
        const plain = await addMailbox(id, 'frida');
        const rename = administrator.act(
          'renameAction',
          { mailboxId: plain.id, localPart: 'carla', keepAlias: false },
          { mailboxId: plain.id },
        );
        return unless(
          plain.outcome !== 'ok' && `control: another mailbox: ${plain.outcome}`,
          await expecting('as a mailbox', 'reserved', addMailbox(id, 'carla')),
          await expecting('as an alias', 'reserved', addAlias(id, 'carla')),
          await expecting('by the address before a plus', 'reserved', addMailbox(id, 'dora')),
          await expecting('by a catch-all', 'reserved', addAlias(id, '*')),
          await expecting('by a new name', 'reserved', rename),
          await expecting('control: another alias', 'ok', addAlias(id, 'office')),
        );
      },
    },
    {
      name: 'a domain that nobody proved receives, sends and is looked up',
      attempt: async () => {
        const name = `unproven-${tag}.example`;
        const domain = await addDomain(name);
        for (const localPart of ['anna', 'ben']) await addMailbox(domain.id, localPart);
        await addAlias(domain.id, 'info');
        const anna = { address: `anna@${name}`, password };
        const opened = await imapClient(stack.ports.imap, anna.address, password).then(
          (client) => {
            client.hangUp();
            return 'signs in over IMAP';
          },
          () => null,
        );
        const smtp = await Smtp.connect({ port: stack.ports.smtpSubmission });
        const signedIn = await smtp.signIn(anna);
        smtp.close();
        const keys: [string, string][] = [
          ['domains', name],
          ['mailboxes', anna.address],
          ['aliases', `info@${name}`],
          ['senders', anna.address],
          ['transports', name],
        ];
        const found = keys.filter(([map, key]) => lookUp(map, key) !== '').map(([map]) => `is in ${map}`);
        const received: string[] = [];
        for (const localPart of ['anna', 'info', 'nobody']) {
          const reply = await toPort25(`${localPart}@${name}`);
          if (!reply.includes('Relay access denied')) received.push(`mail to ${localPart}: ${reply}`);
        }
        await markDomainVerified(staff, { domainId: domain.id });
        // Another address, because Postfix remembers an answer for half a minute.
        const proven = await toPort25(`ben@${name}`);
        return unless(
          opened,
          signedIn.startsWith('235') && 'signs in to send',
          ...found,
          ...received,
          !proven.startsWith('250') && `control: after the proof: ${proven}`,
          lookUp('domains', name) === '' && 'control: after the proof it is in no look-up',
        );
      },
    },
    {
      name: 'a suspended customer who claimed a foreign domain stops the mail to it',
      attempt: async () => {
        const other = await makeWorld(['sven']);
        const foreign = `provider-${other.tag}.example`;
        const claimant = newBrowser();
        await claimant.signIn(other.admin);
        const claim = await claimant.act('createDomainAction', { name: foreign, customerId: other.customer.id });
        const reseller = newBrowser();
        await reseller.signIn(other.reseller);
        const tenantId = other.customer.id;
        const suspended = await reseller.act(
          'suspendTenantAction',
          { tenantId, reason: 'unpaid', holdsMail: true },
          { tenantId },
        );
        return unless(
          claim.outcome !== 'ok' && `control: the claim: ${claim.outcome}`,
          suspended.outcome !== 'ok' && `control: the suspension: ${suspended.outcome}`,
          lookUp('transports', other.domain.name) === '' && 'control: mail to its own domain is not held',
          lookUp('transports', foreign) !== '' && 'mail to the foreign domain is held',
          lookUp('domains', foreign) !== '' && 'mail to the foreign domain stays here',
        );
      },
    },
  ];
}
