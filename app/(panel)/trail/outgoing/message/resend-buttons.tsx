'use client';

import { RotateCw, Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActionError } from '@/components/action-error';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';
import type { SentRow } from '@/lib/activity/shapes';
import { retrySentAction, returnSentAction } from '../actions';

/** "Retry now" and "Give up and return it", for a deferred message. */
export function ResendButtons({ row }: { row: SentRow }) {
  const t = useTranslations('trail.outgoing');
  const router = useRouter();
  const say = useActionError();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState<'retry' | 'return' | null>(null);

  async function act(what: 'retry' | 'return') {
    setPending(what);
    const run = what === 'retry' ? retrySentAction : returnSentAction;
    const answer = await run({ sentId: row.id });
    setPending(null);
    setAsking(false);
    if (answer.ok) toast.success(t(`${what}.done`));
    else toast.error(answer.code === 'conflict' ? t('notQueued') : say(answer));
    router.refresh();
  }

  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" pending={pending === 'retry'} onClick={() => void act('retry')}>
        <RotateCw aria-hidden />
        {t('retry.button')}
      </Button>
      <Button onClick={() => setAsking(true)}>
        <Undo2 aria-hidden />
        {t('return.button')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        pending={pending === 'return'}
        title={t('return.title')}
        confirmLabel={t('return.confirm')}
        onConfirm={() => void act('return')}
      >
        <p>{t('return.text', { sender: row.sender || t('nobody') })}</p>
      </ConfirmDialog>
    </div>
  );
}
