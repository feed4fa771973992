'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Input, Textarea } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { hows, type Test, textFields } from '@/lib/filters/shapes';

const kinds = [...textFields, 'size', 'attachment'] as const;
type TextTest = Exclude<Test, { kind: 'size' | 'attachment' }>;

function ofKind(kind: string, before: Test): Test {
  if (kind === 'size') return { kind, over: true, kilobytes: 1024 };
  if (kind === 'attachment') return { kind, not: false };
  const field = textFields.find((one) => one === kind) ?? 'subject';
  const kept = 'values' in before ? before : { how: 'contains' as const, not: false, values: [] };
  return {
    kind: field,
    how: field === 'body' ? 'contains' : kept.how,
    not: kept.not,
    values: kept.values,
    ...(field === 'header' ? { header: 'List-Id' } : {}),
  };
}

/** The conditions of a rule, one per line. One matching value is enough. */
export function TestFields({
  tests,
  errorAt,
  onChange,
}: {
  tests: Test[];
  errorAt: (path: string) => string | undefined;
  onChange: (tests: Test[]) => void;
}) {
  const t = useTranslations('filters');
  const put = (at: number, test: Test) => onChange(tests.map((one, index) => (index === at ? test : one)));
  return (
    <>
      {tests.map((test, at) => {
        const error =
          errorAt(`tests.${at}.values`) ??
          errorAt(`tests.${at}.header`) ??
          errorAt(`tests.${at}.kilobytes`) ??
          lineError(test, at, errorAt);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has a place and no other identity
          <div key={at} className="flex flex-wrap items-start gap-2 rounded-md border border-line bg-sunken/40 p-2">
            <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[10rem_10rem_minmax(0,1fr)]">
              <Select
                aria-label={t('testKind', { place: at + 1 })}
                value={test.kind}
                options={kinds.map((value) => ({ value, label: t(`field.${value}`) }))}
                onValueChange={(value) => put(at, ofKind(value, test))}
              />
              {test.kind === 'size' ? (
                <SizeTest test={test} place={at + 1} onChange={(next) => put(at, next)} />
              ) : test.kind === 'attachment' ? (
                <Select
                  aria-label={t('testHow', { place: at + 1 })}
                  className="sm:col-span-2"
                  value={test.not ? 'no' : 'yes'}
                  options={[
                    { value: 'yes', label: t('say.attachment') },
                    { value: 'no', label: t('say.noAttachment') },
                  ]}
                  onValueChange={(value) => put(at, { ...test, not: value === 'no' })}
                />
              ) : (
                <TextTestFields
                  test={test}
                  place={at + 1}
                  invalid={Boolean(error)}
                  onChange={(next) => put(at, next)}
                />
              )}
              {error ? (
                <p role="alert" className="text-bad text-xs sm:col-span-3">
                  {error}
                </p>
              ) : null}
            </div>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('removeTest', { place: at + 1 })}
              disabled={tests.length === 1}
              onClick={() => onChange(tests.filter((_, index) => index !== at))}
            >
              <X aria-hidden />
            </Button>
          </div>
        );
      })}
      {tests.length < 20 ? (
        <Button
          size="sm"
          className="self-start"
          onClick={() => onChange([...tests, { kind: 'subject', how: 'contains', not: false, values: [] }])}
        >
          <Plus aria-hidden />
          {t('addTest')}
        </Button>
      ) : null}
    </>
  );
}

function lineError(test: Test, at: number, errorAt: (path: string) => string | undefined): string | undefined {
  if (!('values' in test)) return undefined;
  return test.values.map((_, index) => errorAt(`tests.${at}.values.${index}`)).find(Boolean);
}

function SizeTest({
  test,
  place,
  onChange,
}: {
  test: Extract<Test, { kind: 'size' }>;
  place: number;
  onChange: (test: Test) => void;
}) {
  const t = useTranslations('filters');
  return (
    <>
      <Select
        aria-label={t('testHow', { place })}
        value={test.over ? 'over' : 'under'}
        options={[
          { value: 'over', label: t('over') },
          { value: 'under', label: t('under') },
        ]}
        onValueChange={(value) => onChange({ ...test, over: value === 'over' })}
      />
      <div className="flex items-center gap-2">
        <Input
          aria-label={t('testSize', { place })}
          type="number"
          min={1}
          value={test.kilobytes || ''}
          onChange={(event) => onChange({ ...test, kilobytes: Math.floor(Number(event.target.value)) })}
        />
        <span className="text-ink-2">{t('kilobytes')}</span>
      </div>
    </>
  );
}

function TextTestFields({
  test,
  place,
  invalid,
  onChange,
}: {
  test: TextTest;
  place: number;
  invalid: boolean;
  onChange: (test: Test) => void;
}) {
  const t = useTranslations('filters');
  const possible = test.kind === 'body' ? (['contains'] as const) : hows;
  return (
    <>
      <Select
        aria-label={t('testHow', { place })}
        value={`${test.not ? 'not' : ''}.${test.how}`}
        options={[
          ...possible.map((how) => ({ value: `.${how}`, label: t(`how.${how}`) })),
          ...possible.map((how) => ({ value: `not.${how}`, label: t(`hownot.${how}`) })),
        ]}
        onValueChange={(value) => {
          const [not, how] = value.split('.');
          onChange({ ...test, not: not === 'not', how: hows.find((one) => one === how) ?? 'contains' });
        }}
      />
      <div className="flex min-w-0 flex-col gap-2">
        {test.kind === 'header' ? (
          <Input
            aria-label={t('testHeader', { place })}
            className="font-mono"
            value={test.header ?? ''}
            maxLength={60}
            onChange={(event) => onChange({ ...test, header: event.target.value.trim() })}
          />
        ) : null}
        <Textarea
          aria-label={t('testValues', { place })}
          aria-invalid={invalid || undefined}
          rows={Math.min(8, Math.max(1, test.values.length))}
          placeholder={t('valuesHint')}
          value={test.values.join('\n')}
          onChange={(event) =>
            onChange({ ...test, values: event.target.value === '' ? [] : event.target.value.split('\n') })
          }
          onBlur={() => onChange({ ...test, values: test.values.map((one) => one.trim()).filter(Boolean) })}
        />
      </div>
    </>
  );
}
