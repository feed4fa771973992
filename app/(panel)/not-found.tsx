import { getTranslations } from 'next-intl/server';
import { NotFoundState } from '../not-found-state';

export default async function NotFound() {
  const t = await getTranslations('common');
  return (
    <>
      <title>{t('notFoundTitle')}</title>
      <NotFoundState />
    </>
  );
}
