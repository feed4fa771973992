import { getTranslations } from 'next-intl/server';

/** The title of a page, for its `generateMetadata`: a word of the catalogue. */
export function pageTitle(namespace: string, key = 'title'): () => Promise<{ title: string }> {
  return async () => ({ title: (await getTranslations(namespace))(key) });
}
