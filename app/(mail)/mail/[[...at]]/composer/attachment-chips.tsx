'use client';

import { Paperclip, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { formatBytes } from '@/components/ui/format-bytes';
import type { Attachment } from '@/lib/webmail/shapes';
import type { Upload } from './composer-state';

interface Props {
  /** The message was sent. */
  fixed: boolean;
  files: Attachment[];
  uploads: Upload[];
  onRemoveFile: (part: string) => void;
  onRemoveUpload: (key: string) => void;
}

/** The files of the message, each with a button to remove it. */
export function AttachmentChips({ fixed, files, uploads, onRemoveFile, onRemoveUpload }: Props) {
  if (files.length + uploads.length === 0) return null;
  return (
    <ul inert={fixed} className="mail-scroll flex max-h-24 shrink-0 flex-wrap gap-1.5 overflow-y-auto px-3 pb-2">
      {files.map((file) => (
        <Chip key={file.part} name={file.name} size={file.size} onRemove={() => onRemoveFile(file.part)} />
      ))}
      {uploads.map((one) => (
        <Chip key={one.key} name={one.name} size={one.size} busy={!one.id} onRemove={() => onRemoveUpload(one.key)} />
      ))}
    </ul>
  );
}

function Chip({
  name,
  size,
  busy = false,
  onRemove,
}: {
  name: string;
  size: number;
  busy?: boolean;
  onRemove: () => void;
}) {
  const t = useTranslations('mail.compose');
  const locale = useLocale();
  return (
    <li
      className={cn(
        'flex h-7 max-w-60 items-center gap-1.5 rounded-md border border-line bg-sunken pr-1 pl-2 text-xs',
        busy && 'animate-pulse',
      )}
    >
      <Paperclip className="size-3.5 shrink-0 text-ink-3" aria-hidden />
      <bdi className="truncate">{name}</bdi>
      <span className="shrink-0 text-ink-3">{formatBytes(size, locale)}</span>
      <button
        type="button"
        aria-label={t('removeFile', { name })}
        onClick={onRemove}
        className="rounded-sm p-0.5 text-ink-3 hover:bg-hover hover:text-ink"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </li>
  );
}
