'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/button';
import type { Finding } from '@/lib/devices/shapes';
import type { FindingActions } from './actions';
import type { Question } from './finding-question';
import { useDeviceWords } from './words';

/** What can be done about a finding: actions and links to the settings that cause it. */
export function FindingRemedies({
  finding,
  actions,
  onAsk,
}: {
  finding: Finding;
  actions: FindingActions;
  onAsk: (question: Question) => void;
}) {
  const { t } = useDeviceWords();
  const byPop3 = finding.kind === 'pop3-takes' || finding.kind === 'pop3-race';
  const takes = byPop3 || finding.kind === 'imap-takes';
  const security = actions.owner ? '/settings' : `/mailboxes/${finding.mailboxId}?tab=security`;
  const setup = actions.owner ? '/settings' : `/mailboxes/${finding.mailboxId}?tab=setup`;
  const sending = actions.owner ? '/settings' : `/mailboxes/${finding.mailboxId}?tab=settings`;
  const link = (key: string, href: string, primary = true) => (
    <Button asChild size="sm" variant={primary ? 'primary' : 'secondary'}>
      <Link href={href as never}>{t(`finding.remedy.${key}`)}</Link>
    </Button>
  );
  return (
    <>
      {byPop3 && actions.keepPop3 && finding.pop3On && (
        <Button size="sm" variant="primary" onClick={() => onAsk('pop3-keep')}>
          {t('finding.remedy.pop3Keep')}
        </Button>
      )}
      {byPop3 && actions.setPop3 && finding.pop3On && (
        <Button size="sm" onClick={() => onAsk('pop3-off')}>
          {t('finding.remedy.pop3Off')}
        </Button>
      )}
      {takes && actions.restore && (
        <Button size="sm" onClick={() => onAsk('restore')}>
          {t('finding.remedy.restore')}
        </Button>
      )}
      {takes && link('setup', setup, false)}
      {(finding.kind === 'app-password-shared' || finding.kind === 'imap-takes') &&
        link('appPasswords', security, finding.kind === 'app-password-shared')}
      {(finding.kind === 'new-network' || finding.kind === 'failures') && link('password', security)}
      {finding.kind === 'sending-jump' && link('sending', sending)}
      {(finding.kind === 'clear-text' || finding.kind === 'polls-often' || finding.kind === 'handshake-fails') &&
        link('setup', setup)}
    </>
  );
}
