import { type NodeVerb, verbs } from '@/lib/dovecot';
import { DoveadmError } from './doveadm';
import { disconnectSession } from './verbs/disconnect-session';
import { disconnectUser } from './verbs/disconnect-user';
import { find } from './verbs/find';
import { purgeRemoved } from './verbs/purge-removed';
import { purgeRetained } from './verbs/purge-retained';
import { quota } from './verbs/quota';
import { redirects } from './verbs/redirects';
import { remove } from './verbs/remove';
import { restore } from './verbs/restore';
import { save } from './verbs/save';
import { trimRemoved } from './verbs/trim-removed';
import { type Context, quickTimeoutMs, type Verb } from './verbs/verb';
import { who } from './verbs/who';

const handlers: { [V in NodeVerb]: Verb<V> } = {
  who,
  'flush-auth-cache': async ({ doveadm }, { users }) => {
    if (users.length > 0) await doveadm.one(['authCacheFlush', { user: users }], quickTimeoutMs);
    return {};
  },
  'disconnect-session': disconnectSession,
  'disconnect-user': disconnectUser,
  quota,
  find,
  redirects,
  remove,
  restore,
  save,
  'purge-retained': purgeRetained,
  'purge-removed': purgeRemoved,
  'trim-removed': trimRemoved,
  'write-signing-keys': async ({ writeSigningKeys }) => ({ keys: await writeSigningKeys() }),
  'retry-queued': ({ retryQueued }, { queueId }) => retryQueued(queueId),
  'return-queued': ({ returnQueued }, { queueId }) => returnQueued(queueId),
  'deliver-queue': async ({ deliverQueue }) => {
    await deliverQueue();
    return {};
  },
};

/** Executes one verb. Its arguments are validated before anything runs, and its result after it. */
export async function execute(context: Context, verb: string, args: unknown): Promise<unknown> {
  if (!Object.hasOwn(handlers, verb)) throw new DoveadmError(`unknown verb ${verb}`);
  const known = verb as NodeVerb;
  const asked = verbs[known].args.safeParse(args);
  if (!asked.success) {
    const why = asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new DoveadmError(`${verb} is refused: ${why}`);
  }
  const handle = handlers[known] as Verb<NodeVerb>;
  return verbs[known].result.parse(await handle(context, asked.data as never));
}
