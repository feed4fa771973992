'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useChange } from '@/components/use-change';
import type { DomainRow } from '@/lib/domains/shapes';
import { markDomainVerifiedAction } from '../actions';

/** Shows that a domain is not verified. Those who may can mark it as verified. */
export function VerificationNotice({ domain, mayVerify }: { domain: DomainRow; mayVerify: boolean }) {
  const t = useTranslations('domains');
  const verify = useChange(markDomainVerifiedAction, {
    done: () => t('verification.markedVerified', { name: domain.name }),
  });
  return (
    <Notice
      tone="warn"
      className="mb-4"
      action={
        mayVerify ? (
          <Button pending={verify.pending} onClick={() => verify.run({ domainId: domain.id })}>
            {t('verification.markVerified')}
          </Button>
        ) : undefined
      }
    >
      <p className="font-medium">{t('verification.title')}</p>
      <p>{t(domain.stopped ? 'verification.stoppedText' : 'verification.text')}</p>
    </Notice>
  );
}
