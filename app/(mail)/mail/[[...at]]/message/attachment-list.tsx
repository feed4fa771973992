'use client';

import { Download } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { formatBytes } from '@/components/ui/format-bytes';
import type { Message } from '@/lib/webmail/shapes';
import { attachmentHref } from './attachment-href';

export function AttachmentList({ message }: { message: Message }) {
  const t = useTranslations('mail.read');
  const locale = useLocale();
  return (
    <ul
      aria-label={t('attachments', { count: message.attachments.length })}
      className="mail-scroll mx-5 mb-3 flex max-h-24 flex-wrap gap-1.5 overflow-y-auto"
    >
      {message.attachments.map((file) => (
        <li key={file.part}>
          <a
            href={attachmentHref(message, file.part)}
            download={file.name}
            aria-label={t('download', { name: file.name, size: formatBytes(file.size, locale) })}
            className="flex h-8 max-w-64 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm hover:border-line-strong hover:bg-hover"
          >
            <Download className="size-4 shrink-0 text-ink-3" aria-hidden />
            <bdi className="truncate">{file.name}</bdi>
            <span className="shrink-0 text-ink-3 text-xs">{formatBytes(file.size, locale)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
