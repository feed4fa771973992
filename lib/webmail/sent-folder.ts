import { append, ensureFolder } from '@/lib/imap';
import type { Actor } from '@/lib/tenancy';
import { listFolders } from './folders';

/** The folder of sent messages, if there is one. */
export async function sentFolder(actor: Actor): Promise<string | undefined> {
  return (await listFolders(actor)).find((one) => one.special === 'sent')?.path;
}

export async function fileAsSent(actor: Actor, raw: Buffer): Promise<void> {
  let path = await sentFolder(actor);
  if (!path) {
    path = 'Sent';
    await ensureFolder(actor, path);
  }
  await append(actor, path, raw, ['\\Seen']);
}
