import { z } from 'zod';

export const importRef = z.object({ importId: z.uuid() });
export const importLinesInput = z.object({
  importId: z.uuid(),
  kind: z.enum(['create', 'change', 'bad', 'warning', 'failed']),
  after: z.number().int().min(0).default(0),
});

/** A file of mailboxes and its progress. */
export interface ImportRow {
  id: string;
  fileName: string;
  by: string;
  state: 'ready' | 'running' | 'cancelling' | 'cancelled' | 'done';
  creates: number;
  changes: number;
  same: number;
  bad: number;
  done: number;
  failed: number;
  createdAt: string;
  endedAt: string | null;
  /** The result with the generated passwords was fetched. */
  taken: boolean;
}

export interface ImportLineRow {
  line: number;
  address: string;
  kind: z.infer<typeof importLinesInput>['kind'];
  /** A key below `accounts.error` or `imports.problem`. */
  problem: string | null;
  details: Record<string, string | number>;
  /** The line and the address that it looks like. */
  warning: string | null;
}
