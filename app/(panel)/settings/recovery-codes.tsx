'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';

/** The recovery codes, shown only once. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const t = useTranslations('settings.factor');
  const common = useTranslations('common');
  async function copy() {
    await navigator.clipboard.writeText(codes.join('\n'));
    toast.success(common('copied'));
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('codesTitle')}
      description={t('codesText')}
      footer={
        <>
          <Button onClick={() => void copy()}>
            <Copy aria-hidden />
            {common('copy')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('codesKept')}
          </Button>
        </>
      }
    >
      <ul aria-label={t('codesTitle')} className="mono grid grid-cols-1 gap-x-6 gap-y-1.5 text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
