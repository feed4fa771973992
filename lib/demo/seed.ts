import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { config } from '@/lib/config';
import { db, pool } from '@/lib/db';
import { type ImportedFolder, importMail } from '@/lib/mail-clients';
import { createAccounts } from './create-accounts';
import type { PlannedMessage } from './file-message';
import { planMail, standardFolders } from './plan-mail';
import { Dice } from './random';
import { residents } from './residents';
import { tokenFile } from './tokens';
import { historyWritten, writeHistory } from './write-history';

/**
 * Fills a new host with the demonstration. Does nothing if it exists. Continues an interrupted seed: the accounts are
 * all or none, each mailbox is marked when its mail is complete, and the history is all or none.
 */
export async function seed(progress: (text: string) => void): Promise<void> {
  const dataDirectory = config().MILEPOST_HOME;
  // Mail is written to Dovecot's storage as the account that owns it.
  if (process.getuid?.() !== 0 && statSync(path.join(dataDirectory, 'mail')).uid !== process.getuid?.()) {
    throw new Error('The demonstration must be seeded by root, or by whoever Dovecot runs as.');
  }
  const now = new Date();
  if (!(await db().tenant.findFirst({ where: { kind: 'reseller', name: 'Nordwind Hosting' }, select: { id: true } }))) {
    writeTokens(dataDirectory, JSON.stringify(await createAccounts(), null, 2));
    progress('Tenants, domains and mailboxes made');
  }

  takeOverTokens(dataDirectory);
  const customers = await db().tenant.findMany({ where: { parent: { kind: 'reseller' } }, select: { id: true } });
  const mailboxes = await db().mailbox.findMany({
    where: { customerId: { in: customers.map(({ id }) => id) } },
    select: { id: true, address: true },
  });
  const planned = new Set(residents.map(({ address }) => address));
  const open = mailboxes.filter(({ id, address }) => planned.has(address) && !existsSync(markOf(dataDirectory, id)));
  if (open.length === 0 && (await historyWritten())) return;
  const plan = planMail(now);
  let done = 0;
  let messages = 0;
  const total = open.length;
  const work = async () => {
    for (let mailbox = open.shift(); mailbox; mailbox = open.shift()) {
      const mail = plan.get(mailbox.address) ?? [];
      await fill(dataDirectory, mailbox, mail, now);
      messages += mail.length;
      if (++done % 20 === 0 || done === total) progress(`Mail in ${done} of ${total} mailboxes, ${messages} messages`);
    }
  };
  // As many at a time as a small machine has cores.
  await Promise.all([work(), work()]);

  if (await historyWritten()) return;
  await writeHistory(plan, now);
  progress('Sessions and trail of the past days written');
}

/** Exists if a mailbox has all its mail. */
function markOf(dataDirectory: string, mailboxId: string): string {
  return path.join(dataDirectory, 'mail', mailboxId, '.demonstration');
}

async function fill(
  dataDirectory: string,
  mailbox: { id: string; address: string },
  planned: readonly PlannedMessage[],
  now: Date,
): Promise<void> {
  const directory = path.join(dataDirectory, 'mail', mailbox.id);
  // The rest of an interrupted import. Without the mark, nobody has used this mailbox.
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { mode: 0o700 });
  const { uid, gid } = statSync(path.dirname(directory));
  chownSync(directory, uid, gid);
  await importMail(dataDirectory, mailbox.address, foldersOf(mailbox.address, planned), now);
  const usedBytes = planned.reduce((sum, { source }) => sum + source.length, 0);
  await db().mailbox.update({
    where: { id: mailbox.id },
    data: { usedBytes: BigInt(usedBytes), usedMessages: planned.length, usedAt: now },
    select: { id: true },
  });
  writeFileSync(markOf(dataDirectory, mailbox.id), '');
}

function foldersOf(address: string, planned: readonly PlannedMessage[]): ImportedFolder[] {
  const dice = new Dice(`folders ${address}`);
  const names = new Set<string>([...standardFolders, ...planned.map(({ folder }) => folder)]);
  // A subfolder needs its parent.
  for (const name of [...names]) {
    const levels = name.split('/');
    for (let depth = 1; depth < levels.length; depth++) names.add(levels.slice(0, depth).join('/'));
  }
  return [...names]
    .sort()
    .map((name) => ({ name, guid: dice.hex(32), messages: planned.filter(({ folder }) => folder === name) }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  seed((text) => console.log(text))
    .then(async () => {
      await db().$disconnect();
      await pool().end();
    })
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
      setTimeout(() => process.exit(1), 500).unref();
    });
}

/** For the account of the simulator, which owns the directory. */
function writeTokens(dataDirectory: string, content: string): void {
  const file = tokenFile(dataDirectory);
  writeFileSync(file, content, { mode: 0o600 });
  const { uid, gid } = statSync(path.dirname(file));
  chownSync(file, uid, gid);
}

/** The simulator of earlier versions ran under the account of the panel, and had its tokens in that directory. */
function takeOverTokens(dataDirectory: string): void {
  const before = path.join(dataDirectory, 'app/demo-clients.json');
  if (!existsSync(before)) return;
  writeTokens(dataDirectory, readFileSync(before, 'utf8'));
  rmSync(before);
}
