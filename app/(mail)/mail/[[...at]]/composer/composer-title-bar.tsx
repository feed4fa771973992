'use client';

import { ChevronDown, ChevronUp, Maximize2, Minimize2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ToolButton } from '../tool-button';

export type ComposerSize = 'normal' | 'wide' | 'small';

interface Props {
  title: string;
  size: ComposerSize;
  onSize: (size: ComposerSize) => void;
  onClose: () => void;
}

export function ComposerTitleBar({ title, size, onSize, onClose }: Props) {
  const t = useTranslations('mail.compose');
  const small = size === 'small';
  const wide = size === 'wide';
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 rounded-t-lg border-line border-b bg-sunken pr-1 pl-3">
      <bdi className="min-w-0 flex-1 truncate font-medium text-sm">{title}</bdi>
      <ToolButton
        className="size-7"
        label={small ? t('restore') : t('minimise')}
        onClick={() => onSize(small ? 'normal' : 'small')}
      >
        {small ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
      </ToolButton>
      <span className="max-md:hidden">
        <ToolButton
          className="size-7"
          label={wide ? t('narrow') : t('widen')}
          onClick={() => onSize(wide ? 'normal' : 'wide')}
        >
          {wide ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
        </ToolButton>
      </span>
      <ToolButton className="size-7" label={t('close')} onClick={onClose}>
        <X aria-hidden />
      </ToolButton>
    </div>
  );
}
