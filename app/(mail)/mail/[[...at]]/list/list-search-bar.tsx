'use client';

import { CircleQuestionMark, PanelLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { ToolButton } from '../tool-button';
import { SearchField } from './search-field';

interface Props {
  path: string;
  title: string;
  search: string;
  onSearch: (search: string) => void;
  onShowFolders: () => void;
  onShowKeys: () => void;
}

/** The search field, with the folder button on narrow screens and the button for the list of keys. */
export function ListSearchBar({ path, title, search, onSearch, onShowFolders, onShowKeys }: Props) {
  const t = useTranslations('mail');
  return (
    <div className="flex shrink-0 items-center gap-1.5 border-line border-b px-2 py-1.5">
      <Button variant="ghost" size="icon" className="mail-menu" aria-label={t('folders')} onClick={onShowFolders}>
        <PanelLeft aria-hidden />
      </Button>
      <SearchField key={path} folder={title} value={search} onChange={onSearch} />
      <ToolButton label={t('act.keys')} className="mail-keys" onClick={onShowKeys}>
        <CircleQuestionMark aria-hidden />
      </ToolButton>
    </div>
  );
}
