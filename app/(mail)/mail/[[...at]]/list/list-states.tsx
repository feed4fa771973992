'use client';

import { Inbox, SearchX, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { Folder } from '@/lib/webmail/shapes';
import { useFolderName } from '../words';
import { EmptyInbox } from './empty-inbox';
import { RowSkeleton, rowHeight } from './message-row';

export function LoadingList() {
  return (
    <div>
      {Array.from({ length: 12 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the twelve grey rows are all alike
        <div key={i} style={{ height: rowHeight }} className="animate-pulse">
          <RowSkeleton />
        </div>
      ))}
    </div>
  );
}

export function FailedList({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('mail.list');
  return (
    <EmptyState
      icon={<TriangleAlert />}
      title={t('failedTitle')}
      action={<Button onClick={onRetry}>{t('retry')}</Button>}
    />
  );
}

export function EmptyList({ folder, search }: { folder: Folder | undefined; search: string }) {
  const t = useTranslations('mail.list');
  const folderName = useFolderName();
  if (search) {
    return (
      <EmptyState icon={<SearchX />} title={t('emptySearchTitle')}>
        {t('emptySearch', { folder: folderName(folder) })}
      </EmptyState>
    );
  }
  if (folder?.special === 'inbox') return <EmptyInbox />;
  return (
    <EmptyState icon={<Inbox />} title={t('emptyTitle')}>
      {t(emptyKey(folder))}
    </EmptyState>
  );
}

function emptyKey(folder: Folder | undefined) {
  switch (folder?.special) {
    case 'trash':
      return 'emptyTrash';
    case 'junk':
      return 'emptyJunk';
    default:
      return 'emptyOther';
  }
}
