import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { ManageSieveClient, mailTransport, openImapFlow } from '@/lib/mail-clients';
import { ownAccounts, until } from '@/lib/testing';
import { readSending, setMailboxLimits } from '.';

const { reseller, newMailbox } = await ownAccounts();
const { MILEPOST_PORTS: ports } = config();
type Account = Awaited<ReturnType<typeof newMailbox>>;

async function useScript(account: Account, script: string): Promise<void> {
  const client = await ManageSieveClient.connect({ port: ports.sieve }, account);
  await client.put('mine', script);
  await client.activate('mine');
  await client.logout();
}

/** A message from outside, or from an account. */
async function send(from: Account | null, to: string, top = ''): Promise<void> {
  const sender = from?.address ?? 'writer@elsewhere.example';
  const transport = mailTransport({ port: from ? ports.submission : ports.smtp }, from);
  const raw = `${top}From: ${sender}\r\nTo: ${to}\r\nSubject: s\r\nMessage-ID: <${randomUUID()}@t>\r\n\r\nx\r\n`;
  await transport.sendMail({ envelope: { from: sender, to: [to] }, raw });
  transport.close();
}

async function inboxOf(account: Account): Promise<number> {
  const client = await openImapFlow({ port: ports.imaps, secure: true }, account);
  const { exists } = await client.mailboxOpen('INBOX');
  await client.logout();
  return exists;
}

const usedBy = async ({ mailboxId }: Account) => (await readSending(reseller, mailboxId))?.hour.used;

describe('what a filter passes on', () => {
  it('counts for the mailbox that does, and stays there beyond its limit', async () => {
    const [anna, carl, dora] = [await newMailbox('anna'), await newMailbox('carl'), await newMailbox('dora')];
    await useScript(carl, `redirect "${dora.address}";\n`);
    await setMailboxLimits(reseller, { mailboxId: carl.mailboxId, perHour: 3, perDay: null });
    await send(anna, carl.address);
    await until(async () => (await inboxOf(dora)) === 1);
    // Whoever writes cannot name another mailbox.
    await send(null, carl.address, `X-Sieve-Redirected-From: ${anna.address}\r\nReceived: from x by y; now\r\n`);
    await send(null, carl.address.replace('@', '+suffix@'));
    await until(async () => (await inboxOf(dora)) === 3);
    expect([await usedBy(anna), await usedBy(carl), await usedBy(dora)]).toEqual([1, 3, 0]);

    await send(anna, carl.address);
    await until(async () => (await inboxOf(carl)) === 1);
    expect([await usedBy(anna), await usedBy(carl), await inboxOf(dora)]).toEqual([2, 3, 3]);
    // Its own programs share the limit.
    await expect(send(carl, dora.address)).rejects.toThrow(/has sent to 3 of 3 recipients/);
  });

  it('and a reply count together', async () => {
    const [anna, carl] = [await newMailbox('writer'), await newMailbox('away')];
    await useScript(carl, 'require "vacation";\nvacation :subject "away" "I am away.";\n');
    await send(anna, carl.address);
    await until(async () => (await inboxOf(anna)) === 1);
    expect([await usedBy(anna), await usedBy(carl)]).toEqual([1, 1]);
  });
});
