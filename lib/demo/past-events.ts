import type { Prisma } from '@/lib/db';
import type { Device } from './cast';
import type { PlannedMessage } from './file-message';
import { type Account, pastNode, pastSession } from './past-sessions';
import { Dice } from './random';

const minute = 60_000;
const day = 24 * 60 * minute;

export type PastEvent = Omit<Prisma.MailEventCreateManyInput, 'offset'>;

/** Creates the events of each message: its delivery or submission, and its move. Adds the sessions that caused them. */
export function pastEvents(
  account: Account,
  devices: readonly Device[],
  credentialOf: (device: Device) => string,
  messages: readonly PlannedMessage[],
  sessions: Prisma.MailSessionCreateManyInput[],
  now: Date,
): PastEvent[] {
  const dice = new Dice(`events ${account.address}`);
  const readers = devices.filter(({ protocol }) => protocol === 'imap');
  const uids = new Map<string, number>();
  return messages.flatMap((message): PastEvent[] => {
    const uid = (uids.get(message.folder) ?? 0) + 1;
    uids.set(message.folder, uid);
    const { id: mailboxId, address, customerId, resellerId } = account;
    const common = {
      node: pastNode,
      inode: 1n,
      mailboxId,
      customerId,
      resellerId,
      address,
      messageId: message.messageId,
      size: BigInt(message.source.length),
      sender: message.sender,
      subject: [...message.subject].slice(0, 80).join(''),
      fromFolder: null,
      uid: null,
      credential: null,
      flags: [],
    };
    const delivered = {
      ...common,
      at: message.received,
      kind: 'delivered',
      folder: 'INBOX',
      service: 'lmtp',
      sid: `demo-lmtp-${dice.hex(12)}`,
      ...(message.folder === 'INBOX' ? { uid } : {}),
    };
    if (message.folder === 'Drafts') return [];
    if (message.folder === 'INBOX') return [delivered];
    if (message.folder === 'Junk') return [{ ...delivered, folder: 'Junk', uid }];
    if (readers.length === 0) return message.incoming ? [delivered] : [];
    // The other events belong to a client. Its session is known if it was in the last week.
    const device = dice.pick(readers);
    const at = message.saved.getTime();
    let sid = `demo-${dice.hex(16)}`;
    if (at > now.getTime() - 7 * day && at < now.getTime() - 15 * minute) {
      const row = pastSession(
        account,
        device,
        credentialOf(device),
        dice,
        at - dice.between(1, 9) * minute,
        at + dice.between(1, 12) * minute,
      );
      sid = row.sid;
      sessions.push(row);
      if (!message.incoming && device.sends) {
        const handed = pastSession(
          account,
          device,
          credentialOf(device),
          dice,
          at - dice.between(2, 9) * 1000,
          at + dice.between(1, 5) * 1000,
        );
        sessions.push({
          ...handed,
          protocol: 'submission',
          clientName: null,
          clientVersion: null,
          fetched: 0,
          delivered: 1,
        });
      }
    }
    const act = {
      ...common,
      at: message.saved,
      folder: message.folder,
      uid,
      service: 'imap',
      sid,
      credential: credentialOf(device),
      flags: message.flags.seen ? ['\\Seen'] : [],
    };
    return message.incoming ? [delivered, { ...act, kind: 'moved', fromFolder: 'INBOX' }] : [{ ...act, kind: 'saved' }];
  });
}
