'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Message } from '@/lib/webmail/shapes';

export function MessageWarnings({ message }: { message: Message }) {
  const t = useTranslations('mail.warning');
  if (message.warnings.length === 0) return null;
  return (
    <ul className="mx-5 mb-3 flex flex-col gap-1 rounded-md border border-warn/30 bg-warn-soft px-3 py-2 text-sm text-warn">
      {message.warnings.map((warning) => (
        <li key={warning.code + JSON.stringify(warning.details)} className="flex items-start gap-2">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <bdi className="min-w-0 [overflow-wrap:anywhere]">{t(warning.code, warning.details)}</bdi>
        </li>
      ))}
    </ul>
  );
}
