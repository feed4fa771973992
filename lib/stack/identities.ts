import { execFileSync } from 'node:child_process';
import { Stop } from './stop';

export interface Owner {
  uid: number;
  gid: number;
}

/** The accounts of the parts. Without root, all parts run as the user who started the stack. */
export interface Identities {
  root: boolean;
  /** Owns all mail. It is in no passwd file, because Dovecot needs only the numbers. */
  mail: Owner;
  /** The panel; null if it runs as the user who started the stack. */
  app: Owner | null;
  /** The worker and the simulator: an account of its own, so that neither reaches the other's memory and files. */
  worker: Owner | null;
  /** The process that counts guesses, which the mail servers ask. */
  policy: Owner | null;
  postgres: Owner | null;
  postfix: Owner | null;
  /** The group of Postfix's directories for submitted messages. */
  postdrop: number | null;
  rspamd: Owner | null;
  /** An existing account and group that Dovecot uses without root. */
  account: { user: string; group: string };
}

/** The accounts that have a home and a directory for temporary files of their own. */
export const accounts = ['root', 'app', 'worker', 'policy', 'postgres'] as const;
export type AccountName = (typeof accounts)[number];

const mailId = 42_100;
const appId = 42_101;
const workerId = 42_102;
const policyId = 42_103;

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

/**
 * The accounts whose programs send mail over the ports that trust whoever connects: root, Dovecot before and after a
 * sign-in, the panel, the worker, the policy and Postfix itself.
 */
export function trustedUids({ mail, app, worker, policy, postfix }: Identities): number[] {
  const found = [mail, app, worker, policy, postfix, owner('dovecot'), owner('dovenull')];
  return [...new Set([0, ...found.flatMap((each) => (each ? [each.uid] : []))])];
}

/** Whether an account can read a file. The kernel checks every directory of the path. */
function mayRead(who: Owner, file: string): boolean {
  try {
    execFileSync('test', ['-r', file], { uid: who.uid, gid: who.gid, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** `mustRead` are files of the checkout that the panel's account must be able to read. */
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
      worker: null,
      policy: null,
      postgres: null,
      postfix: null,
      postdrop: null,
      rspamd: null,
      account: { user, group },
    };
  }
  const app = { uid: appId, gid: appId };
  const readable = mustRead.every((file) => mayRead(app, file));
  return {
    root: true,
    mail: { uid: mailId, gid: mailId },
    app: readable ? app : null,
    worker: readable ? { uid: workerId, gid: workerId } : null,
    policy: readable ? { uid: policyId, gid: policyId } : null,
    postgres: owner('postgres'),
    postfix: owner('postfix'),
    postdrop: groupId('postdrop'),
    rspamd: owner('_rspamd'),
    account: { user: 'dovecot', group: 'dovecot' },
  };
}
