'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import type { MessagesAt } from '@/lib/webmail/shapes';

const KeysDialog = dynamic(() => import('./keys-dialog').then((file) => file.KeysDialog), { ssr: false });
const ConfirmDialog = dynamic(() => import('@/components/ui/dialog').then((file) => file.ConfirmDialog), {
  ssr: false,
});

interface Props {
  keysShown: boolean;
  onKeysShown: (shown: boolean) => void;
  /** Messages to delete permanently after confirmation. */
  removing: MessagesAt | null;
  onRemove: () => void;
  onCancelRemove: () => void;
}

export function MailDialogs({ keysShown, onKeysShown, removing, onRemove, onCancelRemove }: Props) {
  const t = useTranslations('mail.removeDialog');
  return (
    <>
      {keysShown ? <KeysDialog open onOpenChange={onKeysShown} /> : null}
      {removing ? (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && onCancelRemove()}
          title={t('title', { count: removing.uids.length })}
          confirmLabel={t('confirm', { count: removing.uids.length })}
          danger
          onConfirm={onRemove}
        >
          {t('text')}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
