import { getTranslations } from 'next-intl/server';
import { pageTitle } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Refusal } from '@/lib/errors';
import { readFilters } from '@/lib/filters';
import { currentProfile, requireActor } from '@/lib/identity';
import { listFolders } from '@/lib/webmail';
import { FiltersBoard } from './filters-board';

export const generateMetadata = pageTitle('filters');

export default async function FiltersPage() {
  const actor = await requireActor('filter:use');
  const [t, profile] = await Promise.all([getTranslations('filters'), currentProfile()]);
  const webmail = profile?.webmail ?? false;
  const [page, folders] = await Promise.all([
    readFilters(actor).catch(off),
    // Only suggestions: without webmail the folder's name is typed.
    webmail ? listFolders(actor).catch(() => []) : [],
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {page ? (
        <FiltersBoard
          start={page}
          address={actor.name}
          folders={folders.filter((folder) => folder.selectable && folder.special !== 'trash').map((one) => one.path)}
          mayTry={webmail}
        />
      ) : (
        <EmptyState title={t('off')}>{t('offText')}</EmptyState>
      )}
    </>
  );
}

function off(error: unknown): null {
  if (error instanceof Refusal && error.details.reason === 'filters-off') return null;
  throw error;
}
