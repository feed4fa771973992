import { z } from 'zod';

export { guess } from './guess';

export const foundShape = z.object({
  kind: z.enum(['mailbox', 'domain', 'customer']),
  id: z.string(),
  label: z.string(),
  detail: z.string(),
});
export type Found = z.infer<typeof foundShape>;
