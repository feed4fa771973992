import type { MailboxRow } from '@/lib/mailboxes/shapes';

/** A dialog that asks before something is done with a mailbox. */
export interface MailboxDialogProps {
  mailbox: MailboxRow;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}
