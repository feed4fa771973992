import type { Message } from '@/lib/webmail/shapes';

/** Whether "reply to all" differs from "reply". */
export function hasSeveralRecipients({ to, cc }: Pick<Message, 'to' | 'cc'>): boolean {
  return to.length + cc.length > 1;
}
