'use client';

import { MailOpen, MailX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { Folder } from '@/lib/webmail/shapes';
import type { MessageActions } from './message-actions';
import { MessageView } from './message-view';
import type { Opened } from './use-message';

interface Props {
  account: string;
  opened: Opened;
  folders: Folder[];
  folder: Folder | undefined;
  flagged: boolean;
  actions: MessageActions;
  onRetry: () => void;
}

export function MessagePane({ account, opened, folders, folder, flagged, actions, onRetry }: Props) {
  const t = useTranslations('mail.read');
  const tRefusal = useTranslations('refusal');
  if (opened.status === 'none') {
    return (
      <div className="grid h-full place-items-center">
        <EmptyState icon={<MailOpen />} title={t('choose')}>
          {t('chooseHint')}
        </EmptyState>
      </div>
    );
  }
  if (opened.status === 'loading') return <Loading />;
  if (opened.status === 'failed') {
    const changed = opened.failure === 'folder-changed';
    const gone = changed || opened.failure === 'not-found';
    return (
      <div className="grid h-full place-items-center">
        <EmptyState
          icon={<MailX />}
          title={t('failedTitle')}
          action={gone ? <Button onClick={actions.back}>{t('back')}</Button> : <RetryButton onRetry={onRetry} />}
        >
          {changed ? tRefusal('folder-changed') : gone ? t('gone') : null}
        </EmptyState>
      </div>
    );
  }
  const { message } = opened;
  return (
    <MessageView
      key={`${message.uid} ${message.uidValidity} ${message.folder}`}
      account={account}
      message={message}
      folders={folders}
      folder={folder}
      flagged={flagged}
      actions={actions}
    />
  );
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('mail.list');
  return <Button onClick={onRetry}>{t('retry')}</Button>;
}

function Loading() {
  return (
    <div className="flex h-full animate-pulse flex-col gap-3 p-5" aria-busy>
      <span className="h-6 w-2/3 rounded-sm bg-hover" />
      <span className="h-4 w-1/3 rounded-sm bg-hover" />
      <span className="mt-6 h-4 w-full rounded-sm bg-hover" />
      <span className="h-4 w-11/12 rounded-sm bg-hover" />
      <span className="h-4 w-4/5 rounded-sm bg-hover" />
    </div>
  );
}
