'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { clientText } from '@/components/sessions/words';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import type { EventRow } from '@/lib/activity/shapes';
import { doerOf } from '@/lib/activity/values';

/** Who did it: the session with its client and address, the panel, or the mail server on delivery. */
export function By({ event }: { event: EventRow }) {
  const t = useTranslations('trail.by');
  const { session } = event;
  const doer = doerOf(event);
  if (!session) {
    return <span className="text-ink-3">{t.has(doer) ? t(doer) : t('other', { service: doer })}</span>;
  }
  return (
    <Link
      href={`/sessions?state=all&session=${session.id}`}
      className="flex min-w-0 items-center gap-2 hover:underline"
    >
      <ProtocolMark protocol={session.protocol} />
      <span className="min-w-0 truncate">{clientText(session) ?? t(session.protocol)}</span>
      <span className="mono shrink-0 text-ink-3">{session.remoteIp}</span>
    </Link>
  );
}
