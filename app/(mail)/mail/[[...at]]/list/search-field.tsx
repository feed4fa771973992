'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTypedText } from '@/components/use-typed-text';

/** The search field. The text is part of the URL. */
export function SearchField({
  folder,
  value,
  onChange,
}: {
  folder: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useTranslations('mail.search');
  const [text, setText] = useTypedText(value, onChange);
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-ink-3"
        aria-hidden
      />
      <input
        type="search"
        data-mail-search
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText('');
          event.currentTarget.blur();
        }}
        aria-label={t('label', { folder })}
        placeholder={t('label', { folder })}
        className="h-8 w-full rounded-md border border-line bg-surface pr-2 pl-8 text-ink text-sm focus-visible:-outline-offset-1"
      />
    </div>
  );
}
