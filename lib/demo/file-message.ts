import { buildMessage, type Message } from './message/build-message';
import type { Chance } from './random';
import type { Resident } from './residents';

/** One message in one folder of one mailbox. */
export interface PlannedMessage {
  guid: string;
  folder: string;
  messageId: string;
  sender: string;
  subject: string;
  received: Date;
  /** When it was saved in its folder. */
  saved: Date;
  incoming: boolean;
  flags: { seen?: boolean; answered?: boolean; flagged?: boolean; draft?: boolean };
  source: Buffer;
}

const hour = 3_600_000;
const day = 24 * hour;

export function fileSent(dice: Chance, message: Message, list: PlannedMessage[] | undefined): void {
  addMessage(list ?? [], dice, message, {
    folder: 'Sent',
    received: message.date,
    saved: message.date,
    incoming: false,
    flags: { seen: true },
  });
}

/**
 * Chooses the folder of a message by its age: new mail is in the inbox, older mail is filed, in the inbox or in the
 * trash.
 */
export function fileReceived(
  dice: Chance,
  resident: Resident,
  message: Message,
  now: Date,
  disposition: 'keep' | 'trash' | 'junk',
  list: PlannedMessage[] | undefined,
): void {
  const received = new Date(message.date.getTime() + dice.between(2, 90) * 1000);
  const age = now.getTime() - received.getTime();
  const own = resident.mailbox.folders ?? [];
  let folder = 'INBOX';
  if (disposition === 'junk') folder = 'Junk';
  else if (age > 3 * day) {
    const share = dice.next();
    if (disposition === 'trash' ? share < 0.6 : share < 0.1) folder = 'Trash';
    else if (age > 10 * day && share > 0.75) folder = 'Archive';
    else if (age > 5 * day && share > 0.55 && own.length) folder = dice.pick(own);
  }
  // Moved some days after it arrived, but not in the future.
  const moved = received.getTime() + dice.between(1, 8 * 24 * 60) * 60_000;
  const saved =
    folder === 'INBOX' || folder === 'Junk'
      ? received
      : new Date(Math.min(moved, now.getTime() - 5 * hour * dice.next() - 60_000));
  const seen =
    folder === 'Junk'
      ? false
      : folder !== 'INBOX'
        ? dice.chance(0.92)
        : age > 2 * day
          ? dice.chance(0.85)
          : dice.chance(0.35);
  const via = message.from.address.split('@')[1] ?? 'example';
  const traced: Message = {
    ...message,
    headers: [
      [
        'Received',
        `from mx.${via} (mx.${via} [192.0.2.${dice.between(1, 254)}]) by localhost (Postfix) with ESMTPS id ${dice.hex(11).toUpperCase()} for <${resident.address}>; ${received.toUTCString().replace('GMT', '+0000')}`,
      ],
      ...(message.headers ?? []),
    ],
  };
  addMessage(list ?? [], dice, traced, {
    folder,
    received,
    saved,
    incoming: true,
    flags: {
      seen,
      answered: seen && disposition === 'keep' && dice.chance(0.2),
      flagged: folder === 'INBOX' && dice.chance(0.06),
    },
  });
}

export function addMessage(
  list: PlannedMessage[],
  dice: Chance,
  message: Message,
  where: Pick<PlannedMessage, 'folder' | 'received' | 'saved' | 'incoming' | 'flags'>,
): void {
  list.push({
    ...where,
    guid: dice.hex(32),
    messageId: message.messageId,
    sender: message.from.address,
    subject: message.subject,
    source: buildMessage(message, `=_${dice.hex(20)}`),
  });
}
