'use client';

import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { useActionError } from '@/components/action-error';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { verifyAuditAction } from './actions';

/** Recomputes every fingerprint of the log and shows the result. */
export function VerifyButton() {
  const t = useTranslations('audit');
  const words = useActionError();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await verifyAuditAction(null);
          if (!result.ok) toast.error(words(result));
          else if (result.data.firstBreak === null) toast.success(t('verified'));
          else toast.error(t('broken', { seq: result.data.firstBreak }), { duration: Number.POSITIVE_INFINITY });
        })
      }
    >
      <ShieldCheck aria-hidden />
      {t('verify')}
    </Button>
  );
}
