import { isIP } from 'node:net';
import type { MailService, ParsedLine } from '../records';
import { clean } from './clean';
import { parseMailFields } from './parse-mail';

/**
 * One line of Dovecot's info log as a record, or null when it says nothing that Milepost keeps. Log lines carry texts of
 * strangers (user names, client names, subjects, Message-IDs), so every form is anchored at the ends that Dovecot alone
 * writes, and a stranger's text can only ever be the inside of its own field.
 */
export function parseLine(line: string): ParsedLine | null {
  const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6}) /.exec(line);
  if (!stamp) return null;
  const at = `${stamp[1]}.${stamp[2]}Z`;
  if (Number.isNaN(Date.parse(at))) return null;
  const rest = line.slice(stamp[0].length);
  const login = /^(imap|pop3|submission|managesieve)-login: Info: (.*)$/s.exec(rest);
  if (login) return parseLogin(at, serviceOf(login[1]), login[2] ?? '');
  const mail =
    /^(imap|pop3|lmtp|submission|managesieve|sieve|doveadm)\(([^()<>]*)\)<(\d{1,8})><([^<>]{0,200})> rip=([0-9a-f.:]*) cred=([A-Za-z0-9-]{0,64}): Info: (.*)$/s.exec(
      rest,
    );
  if (mail) return parseMail(at, mail);
  const auth = /^auth(?:-worker\(\d+\))?: Info: (.*)$/s.exec(rest);
  if (auth) return parseAuth(at, auth[1] ?? '');
  const master = /^master: Info: Dovecot v(\S{1,40}) .*starting up/.exec(rest);
  if (master) return { kind: 'started', at, version: master[1] ?? '' };
  return null;
}

function serviceOf(name: string | undefined): MailService {
  return name === 'managesieve' ? 'sieve' : (name as MailService);
}

/** The elements that login_log_format_elements puts at the end of every line of a login process. */
const tail =
  /^(?:, method=([A-Za-z0-9-]{0,32}))?, rip=([0-9a-f.:]*)(?:, rport=(\d{1,5}))?(?:, lip=([0-9a-f.:]*))?(?:, mpid=(\d{1,8}))?(?:, (TLS|secured|TLS(?::| handshaking)[^<>]*))?(?:, tls=<([^<>]*)>)?, session=<([^<>]{0,200})>(?:, cred=<([^<>]{0,64})>)?$/;

interface Tail {
  method?: string;
  ip?: string;
  port?: number;
  pid?: number;
  transport: 'tls' | 'secured' | 'clear';
  tlsProtocol?: string;
  tlsCipher?: string;
  sid: string;
  cred?: string;
}

/**
 * Splits `user=<…>` and what follows. The user's text may itself look like a tail; Dovecot's own is the last one, so the
 * closing bracket is looked for from the end.
 */
function splitUser(text: string): { user: string; tail: Tail } | null {
  if (!text.startsWith('user=<')) return null;
  for (let close = text.lastIndexOf('>, '); close >= 6; close = text.lastIndexOf('>, ', close - 1)) {
    const match = tail.exec(text.slice(close + 1));
    // A shorter tail inside a longer one: only the one that begins with the address is whole.
    if (match) return { user: clean(text.slice(6, close), 320), tail: readTail(match) };
  }
  return null;
}

function readTail([, method, ip, port, , pid, secured, tls, sid, cred]: RegExpExecArray): Tail {
  const known = /^(\S{1,20}) with cipher (\S{1,80})/.exec(tls ?? '');
  return {
    ...(method ? { method } : {}),
    ...address(ip),
    ...(port ? { port: Number(port) } : {}),
    ...(pid ? { pid: Number(pid) } : {}),
    transport: secured?.startsWith('TLS') || known ? 'tls' : secured === 'secured' ? 'secured' : 'clear',
    ...(known ? { tlsProtocol: known[1] ?? '', tlsCipher: known[2] ?? '' } : {}),
    sid: clean(sid ?? '', 200),
    ...(cred ? { cred } : {}),
  };
}

function address(ip: string | undefined): { ip?: string } {
  return ip && isIP(ip) ? { ip } : {};
}

function parseLogin(at: string, service: MailService, text: string): ParsedLine | null {
  if (text.startsWith('Login: ')) {
    const found = splitUser(text.slice(7));
    return found?.tail.sid ? { kind: 'login', at, service, user: found.user, ...found.tail } : null;
  }
  if (text.startsWith('ID sent: ')) {
    // Nobody has signed in yet, so the user is empty, and the client's own words end before the last such place.
    const mark = text.lastIndexOf(': user=<>, ');
    const found = mark < 0 ? null : splitUser(text.slice(mark + 2));
    return found?.tail.sid ? { kind: 'id', at, sid: found.tail.sid, ...clientOf(text.slice(9, mark)) } : null;
  }
  const ended = /^(?:Disconnected|Aborted login)(?:: ([^<>]*?))?(?: \(([^()<>]*)\))?: (?=user=<)/.exec(text);
  if (!ended) return null;
  const found = splitUser(text.slice(ended[0].length));
  const why = ended[2] ?? '';
  if (!found?.tail.sid || /^no auth attempts/.test(why)) return null;
  const { user } = found;
  const { ip, sid, cred } = found.tail;
  const reason = /\d+ successful auths/.test(why) ? 'barred' : /^auth failed/.test(why) ? 'failed' : 'other';
  if (reason === 'other' && user === '') return null;
  return { kind: 'rejected', at, service, user, sid, reason, ...(ip ? { ip } : {}), ...(cred ? { cred } : {}) };
}

/** `name=K9 Mail, version=6.8, os=Android`: values are the client's own and may contain the separators. */
function clientOf(text: string): { name?: string; version?: string } {
  const parts = text.split(/, (?=[a-z][a-z0-9-]{0,30}=)/);
  const value = (key: string) => {
    const part = parts.find((one) => one.startsWith(`${key}=`));
    const known = part ? clean(part.slice(key.length + 1), 100).trim() : '';
    return known ? { [key]: known } : {};
  };
  return { ...value('name'), ...value('version') };
}

function parseMail(at: string, match: RegExpExecArray): ParsedLine | null {
  const [, name, user = '', pid, sid = '', ip, cred, text = ''] = match;
  const who = {
    service: serviceOf(name),
    user: clean(user, 320),
    pid: Number(pid),
    sid: clean(sid, 200),
    ...address(ip),
    ...(cred ? { cred } : {}),
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

type End = Extract<ParsedLine, { kind: 'end' }>;
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

/** `dict(user,ip,<session>): Password mismatch`: the user's text may contain anything, what follows it cannot. */
function parseAuth(at: string, text: string): ParsedLine | null {
  const said = text.replace(/^conn unix:auth-worker \(pid=\d+,uid=\d+\): auth-worker<\d+>: /, '');
  const attempt = /^[a-z0-9-]{1,20}\((.*),([0-9a-f.:]*)(?:,(?:master,)?<([^<>]{0,200})>)?\): (.*)$/s.exec(said);
  if (!attempt) return null;
  const [, user = '', ip, sid, words = ''] = attempt;
  const disallowed = /^Username character disallowed by auth_username_chars: 0x[0-9a-f]+ \(username: (.*)\)$/s.exec(
    words,
  );
  const reason = /^Password mismatch/i.test(words)
    ? 'wrong-password'
    : /^unknown user/i.test(words)
      ? 'unknown-user'
      : /^allow_nets check failed/.test(words)
        ? 'blocked-network'
        : disallowed || /token|oauth2|invalid|not valid|expired/i.test(words)
          ? 'other'
          : null;
  if (!reason) return null;
  // The worker says it too, when the answer was not remembered: the auth process alone says it every time.
  if (reason === 'blocked-network' && said !== text) return null;
  // Postfix asks without a session id; so do doveadm and delivery, but they bring no password that could be wrong.
  if (!sid && reason !== 'wrong-password') return null;
  const name = clean(disallowed?.[1] ?? user, 320);
  return { kind: 'refused', at, user: name, reason, ...address(ip), ...(sid ? { sid: clean(sid, 200) } : {}) };
}
