import { Refusal } from '@/lib/errors';
import { compose, maxMessageBytes, submit } from '@/lib/smtp';
import { type Actor, demand } from '@/lib/tenancy';
import { headersFor } from './attachment';
import { setFlag } from './change';
import { cleanFileName } from './clean';
import { removeDraft } from './draft';
import { once } from './once';
import { sender, toOutgoing } from './outgoing';
import { parsePeople } from './recipients';
import type { SentDraft } from './requests';
import { fileAsSent } from './sent-folder';
import type { Draft, MessageAt, Sent } from './shapes';
import { dropUploads } from './uploads';

/** Sends a message, saves it in the sent folder, and sets \Answered or $Forwarded on the original message. */
export async function sendMessage(actor: Actor, draft: Draft): Promise<Sent> {
  demand(actor, 'mail:use');
  const people = peopleOf(draft);
  const recipients = Object.values(people).flatMap((list) => list.map((one) => one.address));
  if (recipients.length === 0) throw new Refusal('invalid', { field: 'to' });
  const from = await sender(actor, draft);
  const messageId = `<${draft.key}@${from.address.split('@').at(-1)}>`;
  const date = new Date();
  const mail = await toOutgoing(actor, draft, people, { messageId, date });
  const raw = await compose(mail, { keepBcc: false });
  if (raw.length > maxMessageBytes) throw new Refusal('too-large', { limit: maxMessageBytes });
  const copy = people.bcc.length ? await compose(mail, { keepBcc: true }) : raw;

  const refused = await once(actor, draft, messageId, () =>
    submit({
      address: actor.name,
      signInId: actor.signInId ?? '',
      mailboxId: actor.mailboxId ?? '',
      ip: actor.ip,
      from: mail.from.address,
      to: [...new Set(recipients)],
      raw,
    }),
  );

  // The message has been sent, so no later failure may be reported as a failure to send.
  const { about, saved } = draft;
  if (about) {
    const flag = about.kind === 'forward' ? 'forwarded' : 'answered';
    await setFlag(actor, { ...messagesAt(about), flag, on: true }).catch(() => {});
  }
  const failure = await fileAsSent(actor, copy).then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.code : 'fault'),
  );
  if (failure) {
    // Until the message is kept somewhere, the draft and its files are the only copy.
    if (saved) await setFlag(actor, { ...messagesAt(saved), flag: 'submitted', on: true }).catch(() => {});
    return { refused, unfiled: { reason: failure, messageId, date: date.toISOString() } };
  }
  await forgetDraft(actor, draft);
  return { refused, unfiled: null };
}

/** Saves a message in the sent folder that was sent when this was not possible. */
export async function fileSent(actor: Actor, sent: SentDraft): Promise<void> {
  await fileAsSent(actor, await sentBytes(actor, sent));
  await forgetDraft(actor, sent.draft);
}

/** The same message, to be kept elsewhere. */
export async function sentSource(actor: Actor, sent: SentDraft) {
  const name = cleanFileName(sent.draft.subject, 'message');
  return { bytes: await sentBytes(actor, sent), headers: headersFor(`${name}.eml`, 'message/rfc822') };
}

async function sentBytes(actor: Actor, { draft, messageId, date }: SentDraft): Promise<Buffer> {
  const mail = await toOutgoing(actor, draft, peopleOf(draft), { messageId, date: new Date(date) });
  return compose(mail, { keepBcc: true });
}

function peopleOf(draft: Draft) {
  return { to: parsePeople(draft.to, 'to'), cc: parsePeople(draft.cc, 'cc'), bcc: parsePeople(draft.bcc, 'bcc') };
}

/** Removes the draft and its files, once they are kept as a sent message. */
async function forgetDraft(actor: Actor, { saved, uploads }: Draft): Promise<void> {
  if (saved) await removeDraft(actor, saved).catch(() => {});
  await dropUploads(actor, uploads).catch(() => {});
}

function messagesAt({ folder, uidValidity, uid }: MessageAt) {
  return { folder, uidValidity, uids: [uid] };
}
