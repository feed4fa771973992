'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';

const KeysDialog = dynamic(() => import('./keys-dialog').then((file) => file.KeysDialog), { ssr: false });
const ConfirmDialog = dynamic(() => import('@/components/ui/dialog').then((file) => file.ConfirmDialog), {
  ssr: false,
});

interface Props {
  keysShown: boolean;
  onKeysShown: (shown: boolean) => void;
  /** Messages to delete permanently after confirmation. */
  removing: number[] | null;
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
          title={t('title', { count: removing.length })}
          confirmLabel={t('confirm', { count: removing.length })}
          danger
          onConfirm={onRemove}
        >
          {t('text')}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
