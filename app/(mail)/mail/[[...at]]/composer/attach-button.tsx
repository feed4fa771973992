'use client';

import { Paperclip } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { ToolButton } from '../tool-button';

export function AttachButton({ onFiles }: { onFiles: (files: FileList) => void }) {
  const t = useTranslations('mail.compose');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          if (event.target.files) onFiles(event.target.files);
          event.target.value = '';
        }}
      />
      <ToolButton className="size-7" label={t('attach')} onClick={() => input.current?.click()}>
        <Paperclip aria-hidden />
      </ToolButton>
    </>
  );
}
