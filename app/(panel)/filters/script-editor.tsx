'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { useActionError } from '@/components/action-error';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { toast } from '@/components/ui/toast';
import { ourScript } from '@/lib/filters/shapes';
import { type Complaint, scriptNameShape } from '@/lib/sieve/shapes';
import { checkScriptAction, putScriptAction } from './actions';
import { SourceField } from './source-field';

export interface OpenScript {
  name: string;
  content: string;
  /** Null for a script that is not stored yet. */
  revision: string | null;
}

/** A script's source. The server's compiler checks it, and its errors are shown at their lines. */
export function ScriptEditor({
  start,
  onClose,
  onSaved,
}: {
  start: OpenScript;
  onClose: () => void;
  onSaved: (saved: OpenScript) => void;
}) {
  const t = useTranslations('filters.script');
  const words = useActionError();
  const [name, setName] = useState(start.name);
  // A text field has no CR. An unchanged script keeps its original line ends.
  const lines = (text: string) => text.replace(/\r\n?/g, '\n');
  const [typed, setTyped] = useState(lines(start.content));
  const [complaints, setComplaints] = useState<Complaint[] | null>(null);
  const [badName, setBadName] = useState(false);
  const [pending, begin] = useTransition();
  const touched = typed !== lines(start.content);
  const content = touched ? (start.content.includes('\r\n') ? typed.replaceAll('\n', '\r\n') : typed) : start.content;

  const check = () =>
    begin(async () => {
      const answer = await checkScriptAction({ content });
      if (answer.ok) setComplaints(answer.data);
      else toast.error(words(answer));
    });
  const store = () =>
    begin(async () => {
      const parsed = scriptNameShape.safeParse(name);
      setBadName(!parsed.success);
      if (!parsed.success) return;
      // Checked first, so that the errors of a rejected script are shown at their lines.
      const checked = await checkScriptAction({ content });
      if (checked.ok) {
        setComplaints(checked.data);
        if (checked.data.some((one) => one.level === 'error')) return;
      }
      const answer = await putScriptAction({ name: parsed.data, content, revision: start.revision });
      if (!answer.ok)
        return void toast.error(answer.code === 'taken' ? t('taken', { name: parsed.data }) : words(answer));
      toast.success(t('saved', { name: parsed.data }));
      onSaved({ name: parsed.data, content, revision: answer.data.revision });
    });

  return (
    <section aria-label={start.name || t('add')} className="flex flex-col gap-3">
      {start.revision === null ? (
        <Field label={t('name')} error={badName ? t('badName') : undefined} className="max-w-sm">
          <Input value={name} maxLength={128} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
      ) : (
        <h2 className="mono break-all font-semibold text-base">
          <bdi>{start.name}</bdi>
        </h2>
      )}
      {start.name === ourScript ? <Notice>{t('oursText')}</Notice> : null}
      <SourceField
        label={t('source')}
        value={typed}
        complaints={complaints ?? []}
        onChange={(text) => {
          setTyped(text);
          setComplaints(null);
        }}
      />
      {complaints === null ? null : complaints.length === 0 ? (
        <Notice tone="good">{t('good')}</Notice>
      ) : (
        <Notice tone={complaints.some((one) => one.level === 'error') ? 'bad' : 'warn'}>
          <p>{t('complaints')}</p>
          <ul className="mono mt-1 list-inside list-disc">
            {complaints.map((one) => (
              <li key={`${one.line}-${one.words}`} className="break-words">
                {one.line === null ? one.words : t('complaint', { line: one.line, words: one.words })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" pending={pending} onClick={store} disabled={start.revision !== null && !touched}>
          {t('save')}
        </Button>
        <Button pending={pending} onClick={check}>
          {t('check')}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {t(touched ? 'closeUnsaved' : 'close')}
        </Button>
      </div>
    </section>
  );
}
