'use client';

import { useTranslations } from 'next-intl';
import { useReducer, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { Notice } from '@/components/ui/notice';
import type { Draft, Prepared } from '@/lib/webmail/shapes';
import { AttachmentChips } from './attachment-chips';
import { ComposerFields } from './composer-fields';
import { ComposerFooter } from './composer-footer';
import { composerReducer, initialState } from './composer-state';
import { type ComposerSize, ComposerTitleBar } from './composer-title-bar';
import { UnfiledFooter } from './unfiled-footer';
import { useDraftSaving } from './use-draft-saving';
import { useFirstFocus } from './use-first-focus';
import { useKeptDraft } from './use-kept-draft';
import { useQuotation } from './use-quotation';
import { useSending } from './use-sending';
import { useUpload } from './use-upload';

interface Props {
  account: string;
  prepared: Prepared;
  /** It was only kept in the browser. */
  restored: boolean;
  onClose: () => void;
  onSent: (draft: Draft) => void;
}

/** A composer, docked at the bottom of the page. It saves the draft automatically. */
export function Composer({ account, prepared, restored, onClose: onEnd, onSent }: Props) {
  const t = useTranslations('mail.compose');
  const quotation = useQuotation(prepared);
  const [state, dispatch] = useReducer(composerReducer, null, () => initialState(prepared, quotation, restored));
  const [copies, setCopies] = useState(Boolean(prepared.draft.cc || prepared.draft.bcc));
  const [size, setSize] = useState<ComposerSize>('normal');
  const { textRef, toRef } = useFirstFocus(prepared.draft);
  const { draft, files, uploads, failure, unfiled } = state;
  const change = (part: Partial<Draft>) => dispatch({ type: 'edited', change: part });
  const forgetKept = useKeptDraft(account, state);
  const onClose = () => {
    forgetKept();
    onEnd();
  };
  const save = useDraftSaving(state, dispatch);
  const upload = useUpload(state, dispatch);
  const { send, discard } = useSending({ state, dispatch, quotation, onSent, onClose });
  const close = async () => {
    // A sent message that is kept nowhere waits for a decision.
    if (unfiled) return setSize('small');
    if (state.status === 'dirty' && !(await save())) return;
    onClose();
  };
  const title = draft.subject || t('new');

  return (
    <section
      role="dialog"
      aria-label={title}
      className={cn(
        'mail-composer',
        size === 'wide' && 'mail-composer-wide',
        size === 'small' && 'mail-composer-small',
      )}
      onKeyDown={(event) => {
        if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
          event.preventDefault();
          if (!unfiled) void send();
        }
        if (event.key === 'Escape') void close();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!unfiled) upload(event.dataTransfer.files);
      }}
    >
      <ComposerTitleBar title={title} size={size} onSize={setSize} onClose={() => void close()} />
      {size !== 'small' && (
        <>
          <ComposerFields
            disabled={unfiled !== null}
            draft={draft}
            identities={prepared.identities}
            toRef={toRef}
            copies={copies}
            onAddCopies={() => setCopies(true)}
            onChange={change}
          />
          <textarea
            ref={textRef}
            aria-label={t('text')}
            value={draft.text}
            readOnly={unfiled !== null}
            onChange={(event) => change({ text: event.target.value })}
            spellCheck
            className="mail-scroll min-h-0 w-full flex-1 resize-none bg-transparent px-3 py-2.5 text-base text-ink leading-relaxed focus-visible:outline-none max-md:text-lg"
          />
          <AttachmentChips
            fixed={unfiled !== null}
            files={files}
            uploads={uploads}
            onRemoveFile={(part) => dispatch({ type: 'file-removed', part })}
            onRemoveUpload={(key) => dispatch({ type: 'upload-removed', key })}
          />
          {prepared.formatted && (
            <div className="px-3 pb-2">
              <Notice>{t('formatted')}</Notice>
            </div>
          )}
          {failure && (
            <div className="px-3 pb-2">
              <Notice tone={failure.warning ? 'warn' : 'bad'}>{failure.text}</Notice>
            </div>
          )}
          {unfiled ? (
            <UnfiledFooter
              state={state}
              unfiled={unfiled}
              dispatch={dispatch}
              onDiscard={() => void discard()}
              onClose={onClose}
            />
          ) : (
            <ComposerFooter
              state={state}
              onSend={() => void send()}
              onUpload={upload}
              onDiscard={() => void discard()}
            />
          )}
        </>
      )}
    </section>
  );
}
