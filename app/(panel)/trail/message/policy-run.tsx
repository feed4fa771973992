'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RunBehind } from '@/lib/retention/shapes';

/** A run, and whether the reader may open it. */
export type RunShown = RunBehind & { open: boolean };

/** "By the policy “Trash older than 30 days”, in a run that Anna started. Open the run" */
export function PolicyRun({ run }: { run: RunShown | undefined }) {
  const t = useTranslations('trail.policy');
  if (!run) return null;
  return (
    <p className="text-ink-2">
      {t('text', { policy: run.policy, person: run.actorName })}{' '}
      {run.open && (
        <Link className="text-accent hover:underline" href={`/retention/${run.policyId}?run=${run.runId}`}>
          {t('open')}
        </Link>
      )}
    </p>
  );
}
