import { z } from 'zod';
import { clean } from './clean';
import { base, type ClientId, clientOf, type Parsed, processOf, remoteIp, serviceOf } from './fields';
import { parseMailFields } from './mail-fields';

/** The end of a mail process, with the figures of its session. */
const end = z.object({
  kind: z.literal('end'),
  ...base,
  ...processOf,
  reason: z.enum(['logged-out', 'closed', 'idle', 'shutdown', 'error']),
  detail: z.string(),
  bytesIn: z.number().optional(),
  bytesOut: z.number().optional(),
  fetched: z.number().int().optional(),
  removed: z.number().int().optional(),
  expunged: z.number().int().optional(),
});

/** A change of a message in a folder. */
const mail = z.object({
  kind: z.literal('mail'),
  ...base,
  ...processOf,
  action: z.enum(['save', 'copy', 'expunge', 'delete', 'undelete', 'flag_change']),
  box: z.string(),
  /** The folder that a copy came from. */
  from: z.string().optional(),
  uid: z.number().int().optional(),
  messageId: z.string().optional(),
  size: z.number().optional(),
  sender: z.string().optional(),
  subject: z.string().optional(),
  flags: z.array(z.string()),
});

export type MailFields = Omit<z.infer<typeof mail>, 'kind' | keyof typeof base | keyof typeof processOf>;

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

export const mailRecords = [end, mail, relayed] as const;
type MailRecord = z.infer<(typeof mailRecords)[number]> | ClientId;

const form =
  /^(imap|pop3|lmtp|submission|managesieve|sieve|doveadm)\(([^()<>]*)\)<(\d{1,8})><([^<>]{0,200})> rip=([0-9a-f.:]*) cred=([A-Za-z0-9-]{0,64}): Info: (.*)$/s;

/** Parses a line of a mail process. Undefined for other lines. */
export function parseMailLine(at: string, line: string): Parsed<MailRecord> | null | undefined {
  const match = form.exec(line);
  if (!match) return undefined;
  const [, name, user = '', pid, sid = '', ip, cred, text = ''] = match;
  const who = {
    service: serviceOf(name),
    address: clean(user, 320),
    pid: Number(pid),
    sid: clean(sid, 200),
    ...remoteIp(ip),
    ...(cred ? { credential: cred } : {}),
  };
  if (text.startsWith('ID sent: ')) return { kind: 'id', at, sid: who.sid, ...clientOf(text.slice(9)) };
  if (text.startsWith('Disconnected')) return { kind: 'end', at, ...who, ...endOf(text) };
  const relay =
    /^Successfully relayed message: from=<(.*)>, size=(\d{1,15}), id=\S+, nrcpt=(\d{1,6}), reply=`(?:.*queued as ([A-Za-z0-9]{5,40}))?/s.exec(
      text,
    );
  if (relay) {
    return {
      kind: 'relayed',
      at,
      ...who,
      sender: clean(relay[1] ?? '', 320),
      size: Number(relay[2]),
      recipients: Number(relay[3]),
      ...(relay[4] ? { queueId: relay[4] } : {}),
    };
  }
  const fields = parseMailFields(text);
  return fields ? { kind: 'mail', at, ...who, ...fields } : null;
}

type End = z.infer<typeof end>;
type EndFacts = Pick<End, 'reason' | 'detail'> &
  Partial<Pick<End, 'bytesIn' | 'bytesOut' | 'fetched' | 'removed' | 'expunged'>>;

const imapFigures =
  /^(.*) in=(\d{1,15}) out=(\d{1,15}) deleted=(\d{1,9}) expunged=(\d{1,9}) trashed=\d+ hdr_count=\d+ hdr_bytes=\d+ body_count=(\d{1,9}) body_bytes=\d+$/s;
const pop3Figures =
  /^(.*) top=\d+\/\d+, retr=(\d{1,9})\/\d+, del=(\d{1,9})\/\d+, size=\d+, del_bytes=\d+, in=(\d{1,15}), out=(\d{1,15}), uidl=\S*$/s;

function endOf(text: string): EndFacts {
  const imap = imapFigures.exec(text);
  if (imap) {
    const [, said = '', bytesIn, bytesOut, removed, expunged, fetched] = imap;
    return {
      ...why(said),
      bytesIn: Number(bytesIn),
      bytesOut: Number(bytesOut),
      removed: Number(removed),
      expunged: Number(expunged),
      fetched: Number(fetched),
    };
  }
  const pop3 = pop3Figures.exec(text);
  if (pop3) {
    const [, said = '', fetched, removed, bytesIn, bytesOut] = pop3;
    return {
      ...why(said),
      bytesIn: Number(bytesIn),
      bytesOut: Number(bytesOut),
      removed: Number(removed),
      fetched: Number(fetched),
    };
  }
  const submission = /^(.*) in=(\d{1,15}) out=(\d{1,15})$/s.exec(text);
  const sieve = /^(.*) bytes=(\d{1,15})\/(\d{1,15})$/s.exec(text);
  const [, said = text, bytesIn, bytesOut] = submission ?? sieve ?? [];
  return { ...why(said), ...(bytesIn ? { bytesIn: Number(bytesIn), bytesOut: Number(bytesOut) } : {}) };
}

function why(said: string): Pick<EndFacts, 'reason' | 'detail'> {
  const detail = clean(said.replace(/^Disconnected(?:: | )?/, ''), 300);
  if (/^Logged out/.test(detail)) return { reason: 'logged-out', detail };
  if (/^(?:for )?inactivity/i.test(detail)) return { reason: 'idle', detail };
  if (/^Server shutting down|^Shutting down/.test(detail)) return { reason: 'shutdown', detail };
  if (/^Connection (?:closed|reset)|^EOF/.test(detail)) return { reason: 'closed', detail };
  return { reason: 'error', detail };
}
