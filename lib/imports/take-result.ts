import { record } from '@/lib/audit';
import { queries, runIn, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { unseal } from '@/lib/vault';

/**
 * The result of each line. The generated passwords are returned once, to the person who started the import, and wiped
 * in the same transaction.
 */
export async function takeImportResult(
  actor: Actor,
  id: string,
): Promise<{ line: number; address: string; result: string; problem: string | null; password: string | null }[]> {
  demand(actor, 'mailbox:write');
  return transaction(async (tx) => {
    await runIn(tx, queries().selectFrom('MailboxImport').select('id').where('id', '=', id).forUpdate());
    const work = await tx.mailboxImport.findFirst({
      where: { id, ...scope(actor), state: { in: ['done', 'cancelled'] } },
    });
    if (!work) throw new Refusal('not-found');
    const mine = startedBy(work.actor) === startedBy(actor) && work.takenAt === null;
    const lines = await tx.mailboxImportLine.findMany({ where: { importId: id }, orderBy: { line: 'asc' } });
    if (mine) {
      await tx.mailboxImportLine.updateMany({ where: { importId: id }, data: { secret: null } });
      await tx.mailboxImport.update({ where: { id }, data: { takenAt: new Date() } });
      await record(tx, actor, {
        action: 'mailbox-import.result',
        object: { type: 'mailbox-import', id, label: work.fileName },
        owner: { customerId: work.customerId, resellerId: work.resellerId },
        after: { passwords: lines.filter(({ generated }) => generated).length },
      });
    }
    return lines.map((line) => ({
      line: line.line,
      address: line.address,
      result: resultOf(line),
      problem: line.problem,
      password:
        mine && line.generated && line.secret
          ? unseal(Buffer.from(line.secret).toString('utf8'), `${id}/${line.line}`)
          : null,
    }));
  });
}

function resultOf({ act, state }: { act: string; state: string }): string {
  if (act === 'bad') return 'left-out';
  if (act === 'same') return 'unchanged';
  if (state === 'waiting') return 'not-done';
  if (state === 'failed') return 'failed';
  return act === 'create' ? 'created' : 'changed';
}

/** The person who signed in, even while they view as somebody else. */
function startedBy(actor: unknown): string | undefined {
  const { id, viewedBy } = actor as { id?: string; viewedBy?: { id?: string } | null };
  return viewedBy?.id ?? id;
}
