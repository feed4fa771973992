'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';

/** A country's name in the reader's language, or a text for private and unknown networks. */
export function usePlaceWords() {
  const t = useTranslations('sessions.place');
  const locale = useLocale();
  const names = useMemo(() => new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }), [locale]);
  return {
    place: (place: string | null) => (place === null ? t('unknown') : place === 'local' ? t('local') : names.of(place)),
    hint: t('hint'),
  };
}

/** The country code after an address, with the country's name on hover. */
export function Place({ place }: { place: string | null }) {
  const words = usePlaceWords();
  if (place === null) return null;
  return (
    <abbr title={`${words.place(place)} · ${words.hint}`} className="text-ink-3 text-xs no-underline">
      {place === 'local' ? words.place(place) : place}
    </abbr>
  );
}
