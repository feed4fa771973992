import { z } from 'zod';
import { clean } from './clean';
import { imitates, isCut } from './mail-fields';

export const folderFields = z.object({
  action: z.enum(['created', 'renamed', 'deleted']),
  /** The new name, of a folder that was renamed. Where the two cannot be told apart, both as they are logged. */
  box: z.string(),
  /** The name before. */
  from: z.string().optional(),
  /** Which folder it was cannot be told. */
  unclear: z.literal(true).optional(),
  /** A name may look like fields of the log from now on. */
  imitates: z.literal(true).optional(),
});
type FolderFields = z.infer<typeof folderFields>;

const form = /^Mailbox (created|renamed|deleted): (.+)$/s;
const arrow = ' -> ';

/** Parses `Mailbox created: Projects` and `Mailbox renamed: A -> B`. A name may be anything, an arrow included. */
export function parseFolder(text: string): FolderFields | null {
  const [, action, names = ''] = form.exec(text) ?? [];
  if (!action) return null;
  const imitating = imitates(names) ? { imitates: true as const } : {};
  if (action !== 'renamed') {
    const unclear = isCut(names) ? { unclear: true as const } : {};
    return { action: action as FolderFields['action'], box: clean(names, 255), ...unclear, ...imitating };
  }
  const splits = splitsOf(names);
  if (splits.length === 0) return null;
  const marks = splits.some(({ from, box }) => imitates(from) || imitates(box))
    ? { imitates: true as const }
    : imitating;
  const [only] = splits;
  if (splits.length > 1 || !only || isCut(only.from))
    return { action: 'renamed', box: clean(names, 255), unclear: true, ...marks };
  return { action: 'renamed', box: clean(only.box, 255), from: clean(only.from, 255), ...marks };
}

/** The ways to read `A -> B`. */
function splitsOf(names: string): { from: string; box: string }[] {
  const splits: { from: string; box: string }[] = [];
  for (let at = names.indexOf(arrow); at >= 0; at = names.indexOf(arrow, at + 1)) {
    const split = { from: names.slice(0, at), box: names.slice(at + arrow.length) };
    if (split.from && split.box) splits.push(split);
  }
  return splits;
}
