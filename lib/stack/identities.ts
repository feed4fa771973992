import { execFileSync } from 'node:child_process';
import { Stop } from './stop';

export interface Owner {
  uid: number;
  gid: number;
}

/** Under whose ids the parts run. Without root, all of them run as whoever started the stack. */
export interface Identities {
  root: boolean;
  /** Owns all mail. Stands in no passwd file: numbers are enough for Dovecot. */
  mail: Owner;
  /** Panel, worker and simulator; null when they run as the starter. */
  app: Owner | null;
  postgres: Owner | null;
  postfix: Owner | null;
  /** Group of Postfix's folders that a letter is dropped into. */
  postdrop: number | null;
  opendkim: Owner | null;
  /** Existing account and group that Dovecot drops to without root. */
  account: { user: string; group: string };
}

const mailId = 42_100;
const appId = 42_101;

function lookUp(flag: string, ...user: string[]): string | undefined {
  try {
    return execFileSync('id', [flag, ...user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

function owner(user: string): Owner | null {
  const [uid, gid] = [lookUp('-u', user), lookUp('-g', user)];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

function groupId(name: string): number | null {
  try {
    const line = execFileSync('getent', ['group', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return Number(line.split(':')[2]);
  } catch {
    return null;
  }
}

/** May that account read a file? Asked of the kernel, which knows about every directory on the way. */
function mayRead(who: Owner, file: string): boolean {
  try {
    execFileSync('test', ['-r', file], { uid: who.uid, gid: who.gid, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** `mustRead` are files of the checkout that the panel's account has to reach. */
export function identities(mustRead: readonly string[]): Identities {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0) {
    const [user, group] = [lookUp('-un'), lookUp('-gn')];
    if (!user || !group)
      throw new Stop(`User id ${uid} has no name on this machine, and Dovecot needs one. Start as another user.`);
    return {
      root: false,
      mail: { uid, gid },
      app: null,
      postgres: null,
      postfix: null,
      postdrop: null,
      opendkim: null,
      account: { user, group },
    };
  }
  const app = { uid: appId, gid: appId };
  return {
    root: true,
    mail: { uid: mailId, gid: mailId },
    app: mustRead.every((file) => mayRead(app, file)) ? app : null,
    postgres: owner('postgres'),
    postfix: owner('postfix'),
    postdrop: groupId('postdrop'),
    opendkim: owner('opendkim'),
    account: { user: 'dovecot', group: 'dovecot' },
  };
}
