'use client';

import { RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { ReceiptReturn } from '@/lib/sessions/shapes';
import type { DisconnectActions } from './disconnect-actions';
import { useSessionWords } from './words';

/** "Came back 3 seconds later: app password Phone", and the offer to end that. */
export function LineReturn({
  disconnectId,
  number,
  back,
  revoke,
}: {
  disconnectId: string;
  number: number;
  back: ReceiptReturn;
  revoke?: DisconnectActions['revokeReturned'];
}) {
  const t = useTranslations('sessions.receipt.back');
  const words = useSessionWords();
  const after =
    back.seconds < 90 ? t('seconds', { count: back.seconds }) : t('minutes', { count: Math.round(back.seconds / 60) });
  return (
    <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-warn text-xs">
      <RotateCcw size={14} aria-hidden="true" />
      <Link className="hover:underline" href={`/sessions?state=all&session=${back.sessionId}`}>
        {t('text', { after, credential: words.credential(back) })}
      </Link>
      <span className="text-ink-3">
        {back.revokedAt ? (
          <>
            {t('revoked')} <Time value={back.revokedAt} exact />
          </>
        ) : (
          back.endedAt === null && t('open')
        )}
      </span>
      {revoke && !back.revokedAt && (
        <RevokeButton disconnectId={disconnectId} number={number} back={back} revoke={revoke} />
      )}
    </span>
  );
}

function RevokeButton({
  disconnectId,
  number,
  back: { credential, credentialLabel, remoteIp },
  revoke,
}: {
  disconnectId: string;
  number: number;
  back: ReceiptReturn;
  revoke: DisconnectActions['revokeReturned'];
}) {
  const t = useTranslations('sessions.receipt.back');
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(false);
  const act = useAction(revoke, {
    onDone: (revoked) => {
      setAsking(false);
      const worked = revoked.every(({ at }) => at !== null);
      setDone(worked);
      if (worked) toast.success(t('done'));
      else toast.error(t('failed'));
    },
  });
  const own = credential?.startsWith('ap') && credentialLabel !== null;
  if (done || (!own && !remoteIp)) return null;
  const kind = own ? 'revoke' : 'block';
  const values = { name: credentialLabel ?? '', ip: remoteIp ?? '' };
  return (
    <>
      <Button size="sm" className="print:hidden" onClick={() => setAsking(true)}>
        {t(kind, values)}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t(`${kind}Title`, values)}
        confirmLabel={t(`${kind}Confirm`)}
        danger
        pending={act.pending}
        onConfirm={() => act.run({ disconnectId, number })}
      >
        {t(`${kind}Text`, values)}
      </ConfirmDialog>
    </>
  );
}
