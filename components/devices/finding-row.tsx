'use client';

import { CircleAlert, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { readableAddress } from '@/components/readable-address';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Time } from '@/components/ui/time';
import type { Finding } from '@/lib/devices/shapes';
import type { FindingActions } from './actions';
import { FindingDialogs } from './finding-dialogs';
import { FindingMenu } from './finding-menu';
import type { Question } from './finding-question';
import { FindingRemedies } from './finding-remedies';
import { useFindingWords } from './finding-words';
import { useDeviceWords } from './words';

export function FindingRow({
  finding,
  actions,
  onChanged,
  showMailbox,
}: {
  finding: Finding;
  actions?: FindingActions;
  onChanged: () => void;
  showMailbox: boolean;
}) {
  const { t } = useDeviceWords();
  const words = useFindingWords();
  const [open, setOpen] = useState(false);
  const [question, setQuestion] = useState<Question | null>(null);
  const bad = finding.severity === 'bad';
  const Icon = bad ? CircleAlert : TriangleAlert;
  const active = finding.state === 'open';
  return (
    <li
      className={cn(
        'rounded-lg border bg-surface px-4 py-3',
        active ? (bad ? 'border-bad/50' : 'border-warn/50') : 'border-line',
      )}
    >
      <div className="flex items-start gap-3">
        <Icon
          aria-hidden
          className={cn('mt-0.5 size-5 shrink-0', active ? (bad ? 'text-bad' : 'text-warn') : 'text-ink-3')}
        />
        <div className="min-w-0 flex-1">
          {showMailbox && (
            <Link href={`/mailboxes/${finding.mailboxId}`} className="mono text-accent text-xs hover:underline">
              {readableAddress(finding.address)}
            </Link>
          )}
          <p className="text-pretty font-medium">{words.sentence(finding)}</p>
          <p className="mt-0.5 flex flex-wrap gap-x-2 text-ink-3 text-xs">
            {finding.state !== 'open' && <Badge>{t(`finding.state.${finding.state}`)}</Badge>}
            <span>
              {t.rich('finding.seen', {
                first: () => <Time value={finding.openedAt} />,
                last: () => <Time value={finding.lastAt} />,
              })}
            </span>
            {finding.state === 'snoozed' && finding.snoozedUntil && (
              <span>{t.rich('finding.until', { at: () => <Time exact value={finding.snoozedUntil ?? ''} /> })}</span>
            )}
            {finding.closedBy && <span>{t('finding.by', { name: finding.closedBy })}</span>}
            {finding.note && <span>“{finding.note}”</span>}
          </p>
          {open && <p className="mt-2 max-w-[75ch] text-pretty text-ink-2">{t(`finding.why.${finding.kind}`)}</p>}
          <div className="mt-2.5 flex flex-wrap items-center gap-2">
            {active && actions && <FindingRemedies finding={finding} actions={actions} onAsk={setQuestion} />}
            <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'finding.less' : 'finding.explain')}
            </Button>
            {actions && <FindingMenu finding={finding} actions={actions} onAsk={setQuestion} onChanged={onChanged} />}
          </div>
        </div>
      </div>
      {actions && (
        <FindingDialogs
          finding={finding}
          actions={actions}
          question={question}
          onClose={() => setQuestion(null)}
          onChanged={onChanged}
        />
      )}
    </li>
  );
}
