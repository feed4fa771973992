import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { imapClient, type RawClient } from '@/lib/mail-clients';
import { readReceipt, startDisconnect } from '@/lib/sessions';
import { type Actor, systemActor } from '@/lib/tenancy';
import { makeWorld, until, type World } from '@/lib/testing';

// Dovecot's list of connections supplies what is missing in the log.

let world: World;
const clients: RawClient[] = [];

function mailbox(index: number) {
  const owner = world.owners[index];
  if (!owner) throw new Error('no such mailbox');
  return owner;
}

async function connect(index: number) {
  const { id, address, password } = mailbox(index);
  const client = await imapClient(config().MILEPOST_PORTS.imap, address, password);
  clients.push(client);
  return { client, row: await until(() => db().mailSession.findFirst({ where: { mailboxId: id, endedAt: null } })) };
}

const open = (index: number) => db().mailSession.findFirst({ where: { mailboxId: mailbox(index).id, endedAt: null } });

beforeAll(async () => {
  world = await makeWorld(['anna', 'ben', 'cleo']);
});
afterAll(() => {
  for (const client of clients) client.hangUp();
});

// At once, because each waits for two rounds of the reconciler.
describe.concurrent('reconcile', () => {
  it('adopts a connection without a login line, matches it with its log lines, and notices its end', async () => {
    const { client, row } = await connect(0);
    await db().mailSession.deleteMany({ where: { id: row.id } });
    const adopted = await until(() => open(0));
    expect(adopted).toMatchObject({
      seenBy: 'who',
      pid: row.pid,
      sid: `who-${row.pid}`,
      transport: 'unknown',
      credential: null,
      remoteIp: '127.0.0.1',
      resellerId: world.resellerId,
    });
    await client.append('INBOX', 'Subject: I am still here\r\n\r\nText\r\n');
    const known = await until(() => db().mailSession.findFirst({ where: { id: adopted.id, sid: row.sid } }));
    expect(known).toMatchObject({ credential: 'main', endedAt: null });
    await client.imap('LOGOUT');
    const ended = await until(() => db().mailSession.findFirst({ where: { id: adopted.id, NOT: { endedAt: null } } }));
    expect(ended).toMatchObject({ endReason: 'logged-out' });
  });

  it('an adopted session can be disconnected', async () => {
    const { client, row } = await connect(2);
    await db().mailSession.deleteMany({ where: { id: row.id } });
    const adopted = await until(() => open(2));
    const staff: Actor = { ...systemActor('test'), kind: 'person', role: 'staff_admin' };
    const ids = [String(adopted.id)];
    const { disconnectId } = await startDisconnect(staff, { target: { kind: 'sessions', ids }, ids }, async () => []);
    const { lines } = await until(async () => {
      const receipt = await readReceipt(staff, disconnectId);
      return receipt.receipt.finishedAt ? receipt : null;
    });
    expect(lines).toMatchObject([{ outcome: 'ended' }]);
    await client.gone();
    await until(() => db().mailSession.findFirst({ where: { id: adopted.id, NOT: { endedAt: null } } }));
  });

  it('ends a session that is not listed, and reopens it when it logs again', async () => {
    const { client, row } = await connect(1);
    await db().mailSession.updateMany({ where: { id: row.id }, data: { pid: 1 } });
    const lost = await until(() => db().mailSession.findFirst({ where: { id: row.id, NOT: { endedAt: null } } }));
    expect(lost).toMatchObject({ endReason: 'lost' });
    await client.append('INBOX', 'Subject: I am still here\r\n\r\nText\r\n');
    await until(() => db().mailSession.findFirst({ where: { id: row.id, endedAt: null } }));
  });
});
