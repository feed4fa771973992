'use client';

import { ChevronDown, ChevronUp, Maximize2, Minimize2, Paperclip, SendHorizontal, Trash2, X } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useActionError } from '@/components/action-error';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { formatBytes } from '@/components/ui/format-bytes';
import { Notice } from '@/components/ui/notice';
import { toast } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import { type Attachment, type Draft, maxFilesBytes, type Prepared } from '@/lib/webmail/shapes';
import { removeDraftAction, saveDraftAction, sendAction } from './actions';
import { query } from './fetch-json';
import { nameOf, useLongTime } from './words';

/** A rest this long and the server has it. */
const saveAfterMs = 3_000;

export interface Letter {
  key: string;
  prepared: Prepared;
}

interface Upload {
  key: string;
  name: string;
  size: number;
  /** Null while it is on its way. */
  id: string | null;
}

/** One message being written, docked below; it is saved while one writes. */
export function Composer({
  letter,
  onClose,
  onSent,
}: {
  letter: Letter;
  onClose: () => void;
  onSent: (draft: Draft) => void;
}) {
  const t = useTranslations('mail.compose');
  const tDone = useTranslations('mail.done');
  const words = useActionError();
  const quote = useQuote(letter.prepared);
  const [draft, setDraft] = useState<Draft>(() => ({
    ...letter.prepared.draft,
    text: letter.prepared.draft.text + quote,
  }));
  const [files, setFiles] = useState<Attachment[]>(letter.prepared.attachments);
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [size, setSize] = useState<'normal' | 'wide' | 'small'>('normal');
  const [copies, setCopies] = useState(Boolean(letter.prepared.draft.cc || letter.prepared.draft.bcc));
  const [state, setState] = useState<'clean' | 'dirty' | 'saving' | 'sending'>('clean');
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const textRef = useRef<HTMLTextAreaElement>(null);
  const toRef = useRef<HTMLInputElement>(null);
  const now = useRef({ draft, uploads, state });
  now.current = { draft, uploads, state };

  const change = useCallback((part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setState((before) => (before === 'sending' ? before : 'dirty'));
    setFailure(null);
  }, []);

  // Into the text when somebody is answered already, else to whom.
  useEffect(() => {
    if (now.current.draft.to) {
      textRef.current?.focus();
      textRef.current?.setSelectionRange(0, 0);
      textRef.current?.scrollTo(0, 0);
    } else toRef.current?.focus();
  }, []);

  const complete = useCallback((): Draft => {
    const { draft: latest, uploads: waiting } = now.current;
    return { ...latest, uploads: waiting.flatMap((one) => one.id ?? []) };
  }, []);

  const save = useCallback(async () => {
    if (now.current.state !== 'dirty') return true;
    setState('saving');
    const sent = complete();
    const result = await saveDraftAction(sent);
    if (!result.ok) {
      setState('dirty');
      setFailure(words(result));
      return false;
    }
    const { folder, uid, attachments } = result.data;
    // Files are in the draft now: from here on they are its parts.
    setUploads((before) => before.filter((one) => !one.id || !sent.uploads.includes(one.id)));
    setFiles(attachments);
    setDraft((before) => ({
      ...before,
      draftUid: uid,
      parts: attachments.map((one) => one.part),
      partsFrom: attachments.length ? { folder, uid } : null,
    }));
    setSavedAt(new Date());
    setState((before) => (before === 'saving' ? 'clean' : before));
    return true;
  }, [complete, words]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change begins the rest anew
  useEffect(() => {
    if (state !== 'dirty' || uploads.some((one) => !one.id)) return;
    const timer = setTimeout(() => void save(), saveAfterMs);
    return () => clearTimeout(timer);
  }, [state, draft, uploads, save]);

  useEffect(() => {
    if (state === 'clean') return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [state]);

  const send = async () => {
    if (state === 'sending' || uploads.some((one) => !one.id)) return;
    if (!draft.to.trim() && !draft.cc.trim() && !draft.bcc.trim()) return setFailure(t('noRecipient'));
    const own = draft.text.slice(0, draft.text.length - quote.length);
    if (!asked && !files.length && !uploads.length && new RegExp(t('attachWords'), 'i').test(own)) {
      setAsked(true);
      return setFailure(t('noAttachment'));
    }
    setState('sending');
    setFailure(null);
    const result = await sendAction(complete());
    if (result.ok) {
      toast(result.data.filed ? tDone('sent') : tDone('sentNotFiled'));
      onSent(draft);
      onClose();
      return;
    }
    setState('dirty');
    const { code, details } = result;
    if (code === 'invalid' && details.value) setFailure(t('badAddress', { value: String(details.value) }));
    else if (code === 'invalid' && details.field === 'to') setFailure(t('noRecipient'));
    else if (code === 'mail-server-refused') setFailure(t('refused', { reason: String(details.reason ?? '') }));
    else setFailure(words(result));
  };

  const discard = async () => {
    setState('sending');
    if (draft.draftUid) await removeDraftAction({ uid: draft.draftUid });
    toast(tDone('discarded'));
    onClose();
  };

  const close = async () => {
    if (state === 'dirty' && !(await save())) return;
    onClose();
  };

  const upload = useUpload(files, uploads, setUploads, setFailure, () => setState('dirty'));
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
          void send();
        }
        if (event.key === 'Escape') void close();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        upload(event.dataTransfer.files);
      }}
    >
      <div className="flex h-9 shrink-0 items-center gap-1 rounded-t-lg border-line border-b bg-sunken pr-1 pl-3">
        <bdi className="min-w-0 flex-1 truncate font-medium text-sm">{title}</bdi>
        <Tool
          label={size === 'small' ? t('restore') : t('minimise')}
          onClick={() => setSize(size === 'small' ? 'normal' : 'small')}
        >
          {size === 'small' ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
        </Tool>
        <span className="max-md:hidden">
          <Tool
            label={size === 'wide' ? t('narrow') : t('widen')}
            onClick={() => setSize(size === 'wide' ? 'normal' : 'wide')}
          >
            {size === 'wide' ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
          </Tool>
        </span>
        <Tool label={t('close')} onClick={() => void close()}>
          <X aria-hidden />
        </Tool>
      </div>
      {size !== 'small' && (
        <>
          <div className="shrink-0">
            {letter.prepared.identities.length > 1 && (
              <Line label={t('from')}>
                {(id) => (
                  <select
                    id={id}
                    value={draft.from}
                    onChange={(event) => change({ from: event.target.value })}
                    className="-ml-1 h-8 w-full bg-transparent text-sm"
                  >
                    {letter.prepared.identities.map((one) => (
                      <option key={one.address} value={one.address}>
                        {one.name ? `${one.name} <${one.address}>` : one.address}
                      </option>
                    ))}
                  </select>
                )}
              </Line>
            )}
            <Line
              label={t('to')}
              action={
                copies ? null : (
                  <button
                    type="button"
                    onClick={() => setCopies(true)}
                    className="shrink-0 rounded-sm px-1 text-ink-3 text-xs hover:text-ink"
                  >
                    {t('addCc')}
                  </button>
                )
              }
            >
              {(id) => <LineInput id={id} ref={toRef} value={draft.to} onChange={(to) => change({ to })} />}
            </Line>
            {copies && (
              <>
                <Line label={t('cc')}>
                  {(id) => <LineInput id={id} value={draft.cc} onChange={(cc) => change({ cc })} />}
                </Line>
                <Line label={t('bcc')}>
                  {(id) => <LineInput id={id} value={draft.bcc} onChange={(bcc) => change({ bcc })} />}
                </Line>
              </>
            )}
            <Line label={t('subject')}>
              {(id) => <LineInput id={id} value={draft.subject} onChange={(subject) => change({ subject })} />}
            </Line>
          </div>
          <textarea
            ref={textRef}
            aria-label={t('text')}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
            spellCheck
            className="mail-scroll min-h-0 w-full flex-1 resize-none bg-transparent px-3 py-2.5 text-base text-ink leading-relaxed focus-visible:outline-none max-md:text-lg"
          />
          <FileChips
            files={files}
            uploads={uploads}
            onRemoveFile={(part) => {
              setFiles((before) => before.filter((one) => one.part !== part));
              change({ parts: draft.parts.filter((one) => one !== part) });
            }}
            onRemoveUpload={(key) => {
              setUploads((before) => before.filter((one) => one.key !== key));
              setState('dirty');
            }}
          />
          {failure && (
            <div className="px-3 pb-2">
              <Notice tone={asked && failure === t('noAttachment') ? 'warn' : 'bad'}>{failure}</Notice>
            </div>
          )}
          <div className="flex shrink-0 items-center gap-1.5 border-line border-t px-3 py-2">
            <Button
              variant="primary"
              pending={state === 'sending'}
              disabled={uploads.some((one) => !one.id)}
              onClick={() => void send()}
            >
              {state !== 'sending' && <SendHorizontal aria-hidden />}
              {state === 'sending' ? t('sending') : t('send')}
            </Button>
            <AttachButton onFiles={upload} />
            <span className="min-w-0 flex-1 truncate text-right text-ink-3 text-xs" aria-live="polite">
              <SavedState state={state} savedAt={savedAt} />
            </span>
            <Tool label={t('discard')} onClick={() => void discard()}>
              <Trash2 aria-hidden />
            </Tool>
          </div>
        </>
      )}
    </section>
  );
}

function SavedState({ state, savedAt }: { state: string; savedAt: Date | null }) {
  const t = useTranslations('mail.compose');
  const format = useFormatter();
  if (state === 'saving') return t('saving');
  if (state === 'dirty') return t('unsaved');
  return savedAt
    ? t('saved', { time: format.dateTime(savedAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) })
    : null;
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip content={label}>
      <Button variant="ghost" size="icon" className="size-7" aria-label={label} onClick={onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}

function Line({ label, action, children }: { label: string; action?: ReactNode; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="flex items-center gap-2 border-line border-b px-3">
      <label htmlFor={id} className="w-14 shrink-0 text-ink-3 text-xs">
        {label}
      </label>
      <div className="min-w-0 flex-1">{children(id)}</div>
      {action}
    </div>
  );
}

function LineInput({
  id,
  value,
  onChange,
  ref,
}: {
  id: string;
  value: string;
  onChange: (value: string) => void;
  ref?: React.Ref<HTMLInputElement>;
}) {
  return (
    <input
      id={id}
      ref={ref}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoComplete="off"
      className="h-8 w-full bg-transparent text-ink text-sm focus-visible:outline-none max-md:h-10 max-md:text-lg"
    />
  );
}

function AttachButton({ onFiles }: { onFiles: (files: FileList) => void }) {
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
      <Tool label={t('attach')} onClick={() => input.current?.click()}>
        <Paperclip aria-hidden />
      </Tool>
    </>
  );
}

interface ChipProps {
  files: Attachment[];
  uploads: Upload[];
  onRemoveFile: (part: string) => void;
  onRemoveUpload: (key: string) => void;
}

function FileChips({ files, uploads, onRemoveFile, onRemoveUpload }: ChipProps) {
  if (files.length + uploads.length === 0) return null;
  return (
    <ul className="mail-scroll flex max-h-24 shrink-0 flex-wrap gap-1.5 overflow-y-auto px-3 pb-2">
      {files.map((file) => (
        <Chip key={file.part} name={file.name} size={file.size} onRemove={() => onRemoveFile(file.part)} />
      ))}
      {uploads.map((one) => (
        <Chip key={one.key} name={one.name} size={one.size} busy={!one.id} onRemove={() => onRemoveUpload(one.key)} />
      ))}
    </ul>
  );
}

function Chip({
  name,
  size,
  busy = false,
  onRemove,
}: {
  name: string;
  size: number;
  busy?: boolean;
  onRemove: () => void;
}) {
  const t = useTranslations('mail.compose');
  const locale = useLocale();
  return (
    <li
      className={cn(
        'flex h-7 max-w-60 items-center gap-1.5 rounded-md border border-line bg-sunken pr-1 pl-2 text-xs',
        busy && 'animate-pulse',
      )}
    >
      <Paperclip className="size-3.5 shrink-0 text-ink-3" aria-hidden />
      <bdi className="truncate">{name}</bdi>
      <span className="shrink-0 text-ink-3">{formatBytes(size, locale)}</span>
      <button
        type="button"
        aria-label={t('removeFile', { name })}
        onClick={onRemove}
        className="rounded-sm p-0.5 text-ink-3 hover:bg-hover hover:text-ink"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </li>
  );
}

/** Sends files up one by one as they are chosen; how large they may be is said before a byte goes. */
function useUpload(
  files: Attachment[],
  uploads: Upload[],
  setUploads: (change: (before: Upload[]) => Upload[]) => void,
  fail: (words: string) => void,
  changed: () => void,
) {
  const t = useTranslations('mail.compose');
  const locale = useLocale();
  return (list: FileList) => {
    let used = [...files, ...uploads].reduce((sum, one) => sum + one.size, 0);
    for (const file of list) {
      used += file.size;
      if (used > maxFilesBytes)
        return fail(t('tooLarge', { name: file.name, limit: formatBytes(maxFilesBytes, locale) }));
      const key = crypto.randomUUID();
      setUploads((before) => [...before, { key, name: file.name, size: file.size, id: null }]);
      fetch(`/api/mail/uploads?${query({ name: file.name, type: file.type })}`, { method: 'POST', body: file })
        .then(async (response) => {
          if (!response.ok) throw new Error(String(response.status));
          const saved = (await response.json()) as { id: string };
          setUploads((before) => before.map((one) => (one.key === key ? { ...one, id: saved.id } : one)));
          changed();
        })
        .catch(() => {
          setUploads((before) => before.filter((one) => one.key !== key));
          fail(t('uploadFailed', { name: file.name }));
        });
    }
  };
}

/** The quotation below an answer, worded in the reader's language. */
function useQuote({ quote }: Prepared): string {
  const t = useTranslations('mail.compose');
  const tRead = useTranslations('mail.read');
  const long = useLongTime();
  if (!quote) return '';
  const date = long(quote.at);
  const who = quote.from ? nameOf(quote.from) : '';
  if (quote.kind === 'reply') {
    const lines = quote.text.split('\n').map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`));
    return `\n\n${t('wrote', { date, name: who })}\n${lines.join('\n')}\n`;
  }
  const from = quote.from ? `${quote.from.name} <${quote.from.address}>`.trim() : '';
  return [
    '\n\n',
    `---------- ${t('forwarded')} ----------`,
    `${tRead('from')}: ${from}`,
    `${tRead('date')}: ${date}`,
    `${t('subject')}: ${quote.subject}`,
    `${tRead('to')}: ${quote.to}`,
    '',
    quote.text,
    '',
  ].join('\n');
}
