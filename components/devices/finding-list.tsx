'use client';

import type { Finding } from '@/lib/devices/shapes';
import type { FindingActions } from './actions';
import { FindingRow } from './finding-row';
import { useDeviceWords } from './words';

/** What somebody should know about a mailbox, the worst first: a sentence with its remedies. */
export function FindingList({
  findings,
  actions,
  onChanged,
  showMailbox = false,
}: {
  findings: Finding[];
  /** Absent for those who may only look. */
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
