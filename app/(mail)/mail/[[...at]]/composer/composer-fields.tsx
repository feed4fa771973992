'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, type Ref, useId } from 'react';
import type { Draft, Person } from '@/lib/webmail/shapes';

interface Props {
  /** The message was sent. */
  disabled: boolean;
  draft: Draft;
  identities: Person[];
  toRef: Ref<HTMLInputElement>;
  /** Whether Cc and Bcc show. */
  copies: boolean;
  onAddCopies: () => void;
  onChange: (change: Partial<Draft>) => void;
}

/** Sender, recipients and subject. */
export function ComposerFields({ disabled, draft, identities, toRef, copies, onAddCopies, onChange }: Props) {
  const t = useTranslations('mail.compose');
  const addCopies = (
    <button type="button" onClick={onAddCopies} className="shrink-0 rounded-sm px-1 text-ink-3 text-xs hover:text-ink">
      {t('addCc')}
    </button>
  );
  return (
    <fieldset disabled={disabled} className="shrink-0">
      {identities.length > 1 && (
        <Field label={t('from')}>
          {(id) => (
            <SenderSelect id={id} identities={identities} value={draft.from} onChange={(from) => onChange({ from })} />
          )}
        </Field>
      )}
      <Field label={t('to')} action={copies ? null : addCopies}>
        {(id) => <FieldInput id={id} ref={toRef} value={draft.to} onChange={(to) => onChange({ to })} />}
      </Field>
      {copies && (
        <>
          <Field label={t('cc')}>
            {(id) => <FieldInput id={id} value={draft.cc} onChange={(cc) => onChange({ cc })} />}
          </Field>
          <Field label={t('bcc')}>
            {(id) => <FieldInput id={id} value={draft.bcc} onChange={(bcc) => onChange({ bcc })} />}
          </Field>
        </>
      )}
      <Field label={t('subject')}>
        {(id) => <FieldInput id={id} value={draft.subject} onChange={(subject) => onChange({ subject })} />}
      </Field>
    </fieldset>
  );
}

function SenderSelect({
  id,
  identities,
  value,
  onChange,
}: {
  id: string;
  identities: Person[];
  value: string;
  onChange: (address: string) => void;
}) {
  return (
    <select
      id={id}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="-ml-1 h-8 w-full bg-transparent text-sm"
    >
      {identities.map(({ name, address }) => (
        <option key={address} value={address}>
          {name ? `${name} <${address}>` : address}
        </option>
      ))}
    </select>
  );
}

function Field({
  label,
  action,
  children,
}: {
  label: string;
  action?: ReactNode;
  children: (id: string) => ReactNode;
}) {
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

function FieldInput({
  id,
  value,
  onChange,
  ref,
}: {
  id: string;
  value: string;
  onChange: (value: string) => void;
  ref?: Ref<HTMLInputElement>;
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
