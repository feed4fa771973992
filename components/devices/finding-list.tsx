'use client';

import type { Finding } from '@/lib/devices/shapes';
import type { FindingActions } from './actions';
import { FindingRow } from './finding-row';
import { useDeviceWords } from './words';

/** The findings of a mailbox, the most serious first, each with its remedies. */
export function FindingList({
  findings,
  actions,
  onChanged,
  showMailbox = false,
}: {
  findings: Finding[];
  /** Absent for read-only readers. */
  actions?: FindingActions;
  onChanged: () => void;
  showMailbox?: boolean;
}) {
  const { t } = useDeviceWords();
  if (findings.length === 0) return null;
  return (
    <ul aria-label={t('finding.list')} className="flex flex-col gap-2">
      {findings.map((finding) => (
        <FindingRow
          key={finding.id}
          finding={finding}
          actions={actions}
          onChanged={onChanged}
          showMailbox={showMailbox}
        />
      ))}
    </ul>
  );
}
