import { getTranslations } from 'next-intl/server';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default async function Loading() {
  const t = await getTranslations('common');
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="mb-4 h-6 w-40" />
      <Skeleton className="mb-3 h-8 w-72" />
      <SkeletonRows rows={12} />
    </div>
  );
}
