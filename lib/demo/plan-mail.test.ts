import { expect, it } from 'vitest';
import { cast } from './cast';
import { correspondents, tenants } from './people';
import { planMail, standardFolders } from './plan-mail';
import { residents } from './residents';

const now = new Date('2026-11-23T09:30:00Z');
const plan = planMail(now);
const again = planMail(now);
const all = [...plan.values()].flat();
const day = 86_400_000;

it('fills every mailbox, with some thousands of messages in total', () => {
  expect(plan.size).toBe(residents.length);
  for (const { address, mailbox } of residents) {
    expect(plan.get(address)?.length, address).toBeGreaterThanOrEqual(mailbox.mails);
  }
  expect(all.length).toBeGreaterThan(3000);
  expect(all.length).toBeLessThan(8000);
});

it('dates nothing in the future, and nothing is saved before it is received', () => {
  for (const message of all) {
    expect(message.saved.getTime()).toBeLessThanOrEqual(now.getTime());
    expect(message.saved.getTime()).toBeGreaterThanOrEqual(message.received.getTime());
  }
});

it('has messages in Trash that are older than thirty days, and newer ones', () => {
  const trash = all.filter(({ folder }) => folder === 'Trash');
  expect(trash.filter(({ saved }) => now.getTime() - saved.getTime() > 30 * day).length).toBeGreaterThan(100);
  expect(trash.filter(({ saved }) => now.getTime() - saved.getTime() < 30 * day).length).toBeGreaterThan(20);
});

it('uses only folders that the mailbox has', () => {
  for (const { address, mailbox } of residents) {
    const known: string[] = [...standardFolders, ...(mailbox.folders ?? [])];
    for (const { folder } of plan.get(address) ?? []) expect(known).toContain(folder);
  }
});

it('has no Message-ID twice in one mailbox, and replies refer to earlier messages', () => {
  for (const messages of plan.values()) {
    expect(new Set(messages.map(({ guid }) => guid)).size).toBe(messages.length);
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
  }
  const answers = all.filter(({ source }) => /^In-Reply-To: /m.test(source.toString('latin1')));
  expect(answers.length).toBeGreaterThan(500);
});

it('keeps every line within the limit of RFC 5322 and fills every placeholder', () => {
  for (const { source, subject } of all) {
    const longest = Math.max(
      ...source
        .toString('latin1')
        .split('\r\n')
        .map((line) => line.length),
    );
    expect(longest, subject).toBeLessThanOrEqual(998);
    expect(subject).not.toMatch(/\{(you|me|n|m|sum|ref|day|place)\}/);
  }
});

it('is the same for the same instant', () => {
  for (const [address, messages] of plan)
    expect(again.get(address)?.map(({ guid }) => guid)).toEqual(messages.map(({ guid }) => guid));
});

it('has no address twice, and aliases lead to mailboxes', () => {
  const addresses = residents.map(({ address }) => address);
  expect(new Set(addresses).size).toBe(addresses.length);
  const domains = tenants.flatMap((tenant) => tenant.domains ?? []);
  expect(domains.length).toBeGreaterThanOrEqual(12);
  for (const destination of domains.flatMap(({ aliases }) => Object.values(aliases ?? {}).flat()))
    expect(addresses).toContain(destination);
});

it('uses only reserved domains', () => {
  for (const { address } of [...correspondents, ...residents]) expect(address).toMatch(/\.(example|test)$/);
});

it('has a few clients of every protocol, with addresses for documentation', () => {
  const live = cast().filter((device) => device.live);
  expect(live.length).toBeGreaterThan(20);
  expect(live.length).toBeLessThan(45);
  expect(new Set(live.map(({ protocol }) => protocol))).toEqual(new Set(['imap', 'pop3', 'sieve']));
  expect(new Set(live.map(({ habit }) => habit))).toEqual(new Set(['stays', 'visits', 'takes', 'leaves', 'manages']));
  for (const { ip } of cast()) expect(ip).toMatch(/^(203\.0\.113|198\.51\.100|192\.0\.2)\.\d+$/);
});
