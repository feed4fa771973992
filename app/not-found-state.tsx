import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** Another tenant's page and a page that never was look the same. */
export async function NotFoundState() {
  const t = await getTranslations('common');
  return (
    <>
      <h1 className="sr-only">{t('notFoundTitle')}</h1>
      <EmptyState
        icon={<SearchX />}
        title={t('notFoundTitle')}
        action={
          <Button variant="primary" asChild>
            <Link href="/">{t('notFoundAction')}</Link>
          </Button>
        }
      >
        {t('notFoundText')}
      </EmptyState>
    </>
  );
}
