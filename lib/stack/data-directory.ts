import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { accounts, type Identities, type Owner } from './identities';
import { messageOf, Stop } from './stop';

export const checkout = path.resolve(import.meta.dirname, '../..');

/** With less free space, PostgreSQL or Dovecot would soon fail in the middle of a write. */
const minFreeBytes = 200 * 1024 * 1024;
/** The path of a Unix socket has at most 107 bytes (unix(7)); Dovecot's longest one adds about 35. */
const maxPathLength = 68;
/** Characters that need no quoting in the configuration of Dovecot and Postfix. */
const plainPath = /^[A-Za-z0-9._/+@-]+$/;

/** The reason why a directory cannot be a data directory, or undefined. */
export function unusableReason(directory: string, root: boolean): string | undefined {
  if (!plainPath.test(directory))
    return 'has characters that Dovecot and Postfix cannot hold in a path (use letters, digits and . _ - +)';
  if (directory.length > maxPathLength)
    return `is longer than ${maxPathLength} characters, too long for the sockets in it`;
  if (!root) return undefined;
  const closed = ancestors(directory).find(
    (parent) => existsSync(parent) && statSync(parent).isDirectory() && (statSync(parent).mode & 0o001) === 0,
  );
  return closed ? `lies below ${closed}, which the accounts of PostgreSQL and of the mail cannot enter` : undefined;
}

function ancestors(directory: string): string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [directory] : [...ancestors(parent), parent];
}

/**
 * The data directory: MILEPOST_HOME, or .milepost in the checkout. If the accounts of the services cannot access the
 * latter (a checkout below /root), .milepost becomes a link to a directory below /var/lib/milepost.
 */
export function chooseDataDirectory(env: NodeJS.ProcessEnv, root: boolean): string {
  const asked = env.MILEPOST_HOME;
  const wanted = asked ? path.resolve(asked) : path.join(checkout, '.milepost');
  const link = linkTarget(wanted);
  const real = link ?? wanted;
  const why = unusableReason(real, root);
  if (!why) return real;
  if (asked || link || !root || existsSync(wanted)) {
    throw new Stop(`The data directory ${real} ${why}. Name another with MILEPOST_HOME.`);
  }
  const digest = createHash('sha256').update(checkout).digest('hex').slice(0, 8);
  const name =
    path
      .basename(checkout)
      .replace(/[^A-Za-z0-9._-]/g, '')
      .slice(0, 20) || 'data';
  const target = `/var/lib/milepost/${name}-${digest}`;
  makeWithParents(target);
  try {
    symlinkSync(target, wanted);
  } catch (error) {
    throw new Stop(
      `The data directory ${wanted} cannot be made: ${messageOf(error)}. Name another with MILEPOST_HOME.`,
    );
  }
  return target;
}

function linkTarget(directory: string): string | undefined {
  // Without a parent directory there is no link. The missing permission is reported later.
  if (!existsSync(path.dirname(directory)) || !statSync(path.dirname(directory)).isDirectory()) return undefined;
  if (!lstatSync(directory, { throwIfNoEntry: false })) return undefined;
  try {
    return realpathSync(directory);
  } catch {
    throw new Stop(
      `The data directory ${directory} is a link that leads nowhere. Remove it, or name another with MILEPOST_HOME.`,
    );
  }
}

/**
 * Creates each level itself, because Node's recursive mkdir never returns below /proc, where nothing can be created.
 */
function makeWithParents(at: string): void {
  if (existsSync(at)) return;
  makeWithParents(path.dirname(at));
  mkdirSync(at, { mode: 0o711 });
}

/** Throws if the data directory cannot be written or its disk is almost full. */
export function requireUsable(dataDirectory: string): void {
  try {
    makeWithParents(dataDirectory);
    const probe = path.join(dataDirectory, `.probe-${process.pid}`);
    writeFileSync(probe, 'x'.repeat(4096));
    rmSync(probe);
  } catch (error) {
    throw new Stop(
      `The data directory ${dataDirectory} cannot be written (${messageOf(error)}). Name another with MILEPOST_HOME.`,
    );
  }
  const { bavail, bsize } = statfsSync(dataDirectory);
  if (bavail * bsize < minFreeBytes) {
    throw new Stop(
      `The disk of the data directory ${dataDirectory} has ${Math.floor((bavail * bsize) / 1024 / 1024)} MB left; at least 200 MB are needed. ` +
        'Make room, or name a data directory on another disk with MILEPOST_HOME.',
    );
  }
}

function directory(at: string, mode: number, owner?: Owner | null): void {
  mkdirSync(at, { recursive: true });
  chmodSync(at, mode);
  if (owner) chownSync(at, owner.uid, owner.gid);
}

/**
 * Creates the directories with their owners and modes. This is done at every start, to repair a damaged data directory.
 */
export function prepareDataDirectory(dataDirectory: string, who: Identities): void {
  if (who.root) chmodSync(dataDirectory, 0o711);
  for (const name of ['keys', 'tls', 'dovecot', 'mail']) directory(path.join(dataDirectory, name), 0o711);
  // Its files are for root and for the part that writes them.
  directory(path.join(dataDirectory, 'log'), 0o711);
  directory(path.join(dataDirectory, 'run'), 0o755);
  directory(path.join(dataDirectory, 'state'), 0o755);
  // Each account has its own: in a shared one, somebody else could lay a file or a link where root writes.
  for (const parent of ['tmp', 'home']) {
    directory(path.join(dataDirectory, parent), 0o711);
    const owners = { root: null, app: who.app, worker: who.worker, policy: who.policy, postgres: who.postgres };
    for (const account of accounts) directory(path.join(dataDirectory, parent, account), 0o700, owners[account]);
  }
  policyDirectory(dataDirectory, who);
  directory(path.join(dataDirectory, 'uploads'), 0o700, who.app);
  directory(path.join(dataDirectory, 'mail'), 0o700, who.root ? who.mail : null);
}

/** Where the policy listens for Postfix. */
export const policySocket = (dataDirectory: string, name: 'outbound' | 'peer') =>
  path.join(dataDirectory, 'run-policy', `${name}.sock`);

/** Only Postfix and the policy enter it, and a socket in it gets the group of Postfix. */
function policyDirectory(dataDirectory: string, { policy, postfix }: Identities): void {
  const at = path.join(dataDirectory, 'run-policy');
  mkdirSync(at, { recursive: true });
  if (postfix) chownSync(at, policy?.uid ?? 0, postfix.gid);
  // After chown, which may clear the bit.
  chmodSync(at, postfix ? 0o2750 : 0o700);
}

/**
 * Writes a file with its mode and owner, without exposing its content in between. It replaces the old file, because
 * without root not even the owner can open a file with mode 0400 for writing.
 */
export function writeOwned(file: string, content: string, mode: number, owner?: Owner | null): void {
  const next = `${file}.${process.pid}`;
  rmSync(next, { force: true });
  writeFileSync(next, content, { mode: 0o600 });
  if (owner) chownSync(next, owner.uid, owner.gid);
  chmodSync(next, mode);
  renameSync(next, file);
}
