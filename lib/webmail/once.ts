import { Refusal } from '@/lib/errors';
import { inFolder } from '@/lib/imap';
import type { Actor } from '@/lib/tenancy';
import { imapFlag } from './change';
import { sentFolder } from './sent-folder';
import type { Draft, MessageAt } from './shapes';

/** Keys of drafts that are being sent or were sent by this process, the oldest first. */
const globals: typeof globalThis & { milepostSent?: Set<string> } = globalThis;
globals.milepostSent ??= new Set();
const sent = globals.milepostSent;
const maxRemembered = 10_000;

/**
 * Sends a draft once, also if it is open in two windows or if an answer was lost. Refused as `already-sent` if this
 * process is sending it or has sent it, or if its copy is in the sent folder.
 */
export async function once<T>(actor: Actor, draft: Draft, messageId: string, send: () => Promise<T>): Promise<T> {
  const name = `${actor.mailboxId} ${draft.key}`;
  if (sent.has(name)) throw new Refusal('already-sent');
  sent.add(name);
  for (const old of sent) {
    if (sent.size <= maxRemembered) break;
    sent.delete(old);
  }
  try {
    await requireUnsent(actor, draft.saved, messageId);
    return await send();
  } catch (error) {
    // Nothing was sent, so it may be tried again.
    if (!(error instanceof Refusal && error.code === 'already-sent')) sent.delete(name);
    throw error;
  }
}

async function requireUnsent(actor: Actor, saved: MessageAt | null, messageId: string): Promise<void> {
  const folder = await sentFolder(actor);
  const copies = folder ? await inFolder(actor, folder, (open) => open.withMessageId(messageId)) : [];
  if (copies.length > 0) throw new Refusal('already-sent');
  if (!saved) return;
  const there = (open: Parameters<Parameters<typeof inFolder>[2]>[0]) => open.having([saved.uid], imapFlag.submitted);
  const marked = await inFolder(actor, saved.folder, there, { uidValidity: saved.uidValidity }).catch(() => []);
  if (marked.length > 0) throw new Refusal('already-sent');
}
