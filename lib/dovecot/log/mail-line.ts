import { z } from 'zod';
import { clean } from './clean';
import {
  base,
  type ClientId,
  clientOf,
  notNeeded,
  notRead,
  processOf,
  type Reading,
  read,
  remoteIp,
  serviceOf,
} from './fields';
import { figures, splitFigures } from './figures';
import { folderFields, parseFolder } from './folder-line';
import { mailFields, parseMailFields } from './mail-fields';

/** The end of a mail process, with the figures of its session. */
const end = z.object({
  kind: z.literal('end'),
  ...base,
  ...processOf,
  reason: z.enum(['logged-out', 'closed', 'idle', 'shutdown', 'error']),
  detail: z.string(),
  ...figures,
});

/** A change of a message in a folder. */
const mail = z.object({
  kind: z.literal('mail'),
  ...base,
  ...processOf,
  ...mailFields.shape,
});

/** A folder was created, renamed or deleted. */
const folder = z.object({ kind: z.literal('folder'), ...base, ...processOf, ...folderFields.shape });

/** Dovecot's submission service relayed a message to the MTA. */
const relayed = z.object({
  kind: z.literal('relayed'),
  ...base,
  ...processOf,
  sender: z.string(),
  size: z.number(),
  recipients: z.number().int(),
  queueId: z.string().optional(),
});

export const mailRecords = [end, mail, folder, relayed] as const;
type MailRecord = z.infer<(typeof mailRecords)[number]> | ClientId;

const form =
  /^(imap|pop3|lmtp|submission|managesieve|sieve|doveadm)\(([^()<>]*)\)<(\d{1,8})><([^<>]{0,200})> rip=([0-9a-f.:]*) cred=([A-Za-z0-9-]{0,64}): Info: (.*)$/s;
/** A line of a mail process for a user, whatever its prefix. */
const names = /^(?:imap|pop3|lmtp|submission|managesieve|doveadm)\([^()<>]*\)\S*<[^<>]*>.*?: Info: /;
/** An event of mail_log. */
const change = /^(?:save|copy(?: from .*?)?|expunge|delete|undelete|flag_change): box=/s;
const relayForm =
  /^Successfully relayed message: from=<(.*)>, size=(\d{1,15}), id=\S+, nrcpt=(\d{1,6}), reply=`(?:.*queued as ([A-Za-z0-9]{5,40}))?/s;

/** Reads a line of a mail process. Undefined for other lines. */
export function readMailLine(at: string, line: string): Reading<MailRecord> | undefined {
  const match = form.exec(line);
  if (!match) return names.test(line) ? notRead : undefined;
  const [, name, user = '', pid, sid = '', ip, cred, text = ''] = match;
  const who = {
    service: serviceOf(name),
    address: clean(user, 320),
    pid: Number(pid),
    sid: clean(sid, 200),
    ...remoteIp(ip),
    ...(cred ? { credential: cred } : {}),
  };
  if (text.startsWith('ID sent: ')) return read({ kind: 'id', at, sid: who.sid, ...clientOf(text.slice(9)) });
  if (text.startsWith('Disconnected')) {
    const { said, figures, unread } = splitFigures(text);
    return read({ kind: 'end', at, ...who, ...why(said), ...figures }, unread);
  }
  if (text.startsWith('Successfully relayed message: ')) {
    const relay = relayForm.exec(text);
    if (!relay) return notRead;
    const [, sender = '', size, recipients, queueId] = relay;
    return read({
      kind: 'relayed',
      at,
      ...who,
      sender: clean(sender, 320),
      size: Number(size),
      recipients: Number(recipients),
      ...(queueId ? { queueId } : {}),
    });
  }
  if (/^Mailbox (?:created|renamed|deleted): /.test(text)) {
    const fields = parseFolder(text);
    return fields ? read({ kind: 'folder', at, ...who, ...fields }) : notRead;
  }
  if (!change.test(text)) return notNeeded;
  const fields = parseMailFields(text);
  return fields ? read({ kind: 'mail', at, ...who, ...fields }) : notRead;
}

function why(said: string): Pick<z.infer<typeof end>, 'reason' | 'detail'> {
  const detail = clean(said.replace(/^Disconnected(?:: | )?/, ''), 300);
  if (/^Logged out/.test(detail)) return { reason: 'logged-out', detail };
  if (/^(?:for )?inactivity/i.test(detail)) return { reason: 'idle', detail };
  if (/^Server shutting down|^Shutting down/.test(detail)) return { reason: 'shutdown', detail };
  if (/^Connection (?:closed|reset)|^EOF/.test(detail)) return { reason: 'closed', detail };
  return { reason: 'error', detail };
}
