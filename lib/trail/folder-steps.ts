import type { EventRow } from '@/lib/activity/shapes';
import { affects, renamedTo } from './values';

/**
 * The steps of folders that a message was in, of all steps of folders in its mailbox. Both are in order, oldest first.
 */
export function foldersOf(events: readonly EventRow[], steps: readonly EventRow[]): EventRow[] {
  const inFolders = new Map<string | null, Set<string>>();
  const add = (mailboxId: string | null, ...folders: (string | null)[]) => {
    const known = inFolders.get(mailboxId) ?? new Set<string>();
    for (const folder of folders) if (folder) known.add(folder);
    inFolders.set(mailboxId, known);
  };
  for (const { mailboxId, folder, fromFolder } of events) add(mailboxId, folder, fromFolder);
  return steps.filter((step) => {
    const known = inFolders.get(step.mailboxId) ?? new Set<string>();
    const touched = [...known].filter((folder) => affects(step, folder));
    // From then on the message is in the folder of the new name.
    add(step.mailboxId, ...touched.map((folder) => renamedTo(step, folder)));
    return touched.length > 0;
  });
}
