import { getTranslations } from 'next-intl/server';

/** A page title from the catalogue, for `generateMetadata`. */
export function pageTitle(namespace: string, key = 'title'): () => Promise<{ title: string }> {
  return async () => ({ title: (await getTranslations(namespace))(key) });
}
