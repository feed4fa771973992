import { z } from 'zod';
import { address, localPart } from '@/lib/addresses/shapes';

/** "*" is the catch-all: every address of the domain without a mailbox or alias. */
export const aliasInput = z.object({
  domainId: z.uuid(),
  localPart: z.union([z.literal('*'), localPart]),
  destination: address,
});
export const aliasRef = z.object({ aliasId: z.uuid() });
export const forwardInput = z.object({
  mailboxId: z.uuid(),
  destinations: z.array(address).max(20, 'destinations-many'),
  keepCopy: z.boolean(),
});

export interface AliasRow {
  id: string;
  source: string;
  destination: string;
  createdAt: string;
}

export interface Forward {
  destinations: string[];
  keepCopy: boolean;
}
