import { z } from 'zod';
import { protocolsShape } from '@/lib/access/shapes';
import { quotaBytes } from '@/lib/domains/shapes';
import { displayName } from '@/lib/mailboxes/shapes';
import { password } from '@/lib/passwords/shapes';

const mailboxId = z.uuid();

/** App passwords that a new password does not end. */
export const keepAppPasswords = z.array(z.uuid()).max(500).default([]);
export const passwordInput = z.object({ mailboxId, password, keepAppPasswords });
export const protocolsInput = z.object({ mailboxId, protocols: protocolsShape });
export const quotaInput = z.object({ mailboxId, quotaBytes });
export const mainPasswordInput = z.object({ mailboxId, allowed: z.boolean() });
/** 0 is: not kept. */
export const pop3KeepInput = z.object({ mailboxId, days: z.number().int().min(0).max(365, 'days-most') });
export const displayNameInput = z.object({ mailboxId, displayName });
export const domainProtocolInput = z.object({ domainId: z.uuid() });

/** POP3 switched off for a whole domain, while that can be undone. */
export interface DomainSwitch {
  id: string;
  domainId: string;
  domainName: string;
  mailboxes: number;
  at: string;
  byName: string;
  undoUntil: string;
}
