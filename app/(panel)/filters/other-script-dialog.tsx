'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { otherwise } from '@/lib/filters/shapes';

/** Asks what to do about an active script that another program wrote. No choice changes or removes it. */
export function OtherScriptDialog({
  name,
  pending,
  onClose,
  onChoose,
}: {
  name: string | null;
  pending: boolean;
  onClose: () => void;
  onChoose: (choice: (typeof otherwise)[number]) => void;
}) {
  const t = useTranslations('filters.other');
  return (
    <Dialog
      open={name !== null}
      onOpenChange={(open) => open || onClose()}
      title={t('title', { name: name ?? '' })}
      description={t('text')}
      wide
    >
      <ul className="flex flex-col gap-3">
        {otherwise.map((choice) => (
          <li key={choice} className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line p-3">
            <div className="min-w-48 flex-1">
              <p className="font-medium">{t(`${choice}.title`)}</p>
              <p className="text-ink-2">{t(`${choice}.text`, { name: name ?? '' })}</p>
            </div>
            <Button
              variant={choice === 'join' ? 'primary' : 'secondary'}
              pending={pending}
              onClick={() => onChoose(choice)}
            >
              {t(`${choice}.do`)}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
