import { SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('common'))('notFoundTitle') };
}

export default async function NotFound() {
  const t = await getTranslations('common');
  return (
    <main className="grid min-h-dvh place-items-center">
      <div>
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
      </div>
    </main>
  );
}
