import { type Act, record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { notify } from '@/lib/notices';
import { activeRedirects, type Scripts } from '@/lib/sieve';
import type { Actor } from '@/lib/tenancy';
import { addRedirects } from './known-redirects';
import { withOwnScripts } from './with-own-scripts';

type Change = Pick<Act, 'action' | 'before' | 'after'>;

/**
 * Runs a change of the actor's own scripts. `work` calls `recorded` after the change, because the mail server is not part
 * of a transaction and a failed change must not be recorded. The owner is notified of addresses that mail newly goes to.
 */
export function changeOwnScripts<T>(
  actor: Actor,
  work: (scripts: Scripts, recorded: (change: Change) => Promise<void>) => Promise<T>,
): Promise<T> {
  return withOwnScripts(actor, async (scripts) => {
    const before = await activeRedirects(scripts);
    return work(scripts, async (change) => {
      const present = await activeRedirects(scripts);
      const added = [...present].filter((to) => !before.has(to));
      const { mailboxId, customerId, resellerId } = actor;
      await transaction(async (tx) => {
        const news = mailboxId ? await addRedirects(tx, mailboxId, { added, present }) : [];
        if (news.length > 0 && mailboxId)
          await notify(tx, actor, { mailboxId }, { kind: 'redirect-added', details: { to: news.join(', ') } });
        await record(tx, actor, {
          ...change,
          object: { type: 'mailbox', id: mailboxId ?? undefined, label: actor.name },
          owner: { customerId, resellerId, mailboxId },
        });
      });
    });
  });
}
