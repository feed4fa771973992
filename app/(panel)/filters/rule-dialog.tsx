'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState, useTransition } from 'react';
import { useActionError } from '@/components/action-error';
import { Button } from '@/components/ui/button';
import { Field, Input, Switch } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { type Rule, ruleShape, type Trial } from '@/lib/filters/shapes';
import { ActionFields } from './action-fields';
import { tryRuleAction } from './actions';
import { TestFields } from './test-fields';

const matches = ['all', 'any', 'always'] as const;

/** One rule: when it applies, what it does, and what it would have done with the newest messages. */
export function RuleDialog({
  start,
  isNew,
  address,
  folders,
  mayTry,
  pending,
  onClose,
  onSave,
}: {
  start: Rule;
  isNew: boolean;
  address: string;
  folders: string[];
  mayTry: boolean;
  pending: boolean;
  onClose: () => void;
  onSave: (rule: Rule) => void;
}) {
  const t = useTranslations('filters');
  const common = useTranslations('common');
  const words = useActionError();
  const [rule, setRule] = useState(start);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trial, setTrial] = useState<Trial | null>(null);
  const [trying, begin] = useTransition();
  const refuses = rule.actions.some((action) => action.kind === 'reject');

  const change = (part: Partial<Rule>) => {
    const next = { ...rule, ...part };
    // Rejected mail can be neither filed nor checked by the next rule.
    setRule(next.actions.some((action) => action.kind === 'reject') ? { ...next, stop: true } : next);
    setTrial(null);
  };
  function check(named: boolean): Rule | null {
    const ready = {
      ...rule,
      name: rule.name || (named ? '' : t('add')),
      tests: rule.match === 'always' ? [] : rule.tests,
    };
    const parsed = ruleShape.safeParse(ready);
    // The first error of an entry is the most useful. Reversed, it overwrites the later ones.
    const found = parsed.success
      ? []
      : [...parsed.error.issues].reverse().map((issue) => [issue.path.join('.'), issue.message]);
    setErrors(Object.fromEntries(found));
    return parsed.success ? parsed.data : null;
  }
  const errorAt = (path: string) => {
    const message = errors[path];
    return message && t(t.has(`error.${message}`) ? `error.${message}` : 'error.other');
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    const ready = check(true);
    if (ready) onSave(ready);
  }
  function tryIt() {
    const ready = check(false);
    if (!ready) return;
    begin(async () => {
      const answer = await tryRuleAction({ rule: ready });
      if (answer.ok) setTrial(answer.data);
      else toast.error(words(answer));
    });
  }

  return (
    <FormDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t(isNew ? 'add' : 'editTitle')}
      wide
      submitLabel={common('save')}
      pending={pending}
      className="flex flex-col gap-5"
      onSubmit={submit}
      extra={
        mayTry ? (
          <Button pending={trying} onClick={tryIt} className="mr-auto">
            {t('try')}
          </Button>
        ) : null
      }
    >
      <Field label={t('name')} error={errorAt('name')}>
        <Input
          value={rule.name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">{t('when')}</legend>
        <Select
          aria-label={t('when')}
          value={rule.match}
          options={matches.map((value) => ({ value, label: t(`match.${value}`) }))}
          onValueChange={(value) => change({ match: matches.find((one) => one === value) ?? 'all' })}
        />
        {rule.match === 'always' ? null : (
          <TestFields tests={rule.tests} errorAt={errorAt} onChange={(tests) => change({ tests })} />
        )}
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">{t('then')}</legend>
        <ActionFields
          actions={rule.actions}
          address={address}
          folders={folders}
          errorAt={errorAt}
          onChange={(actions) => change({ actions })}
        />
      </fieldset>
      <Switch
        checked={rule.stop}
        disabled={refuses}
        onCheckedChange={(stop) => change({ stop })}
        label={t('stop')}
        hint={t('stopHint')}
      />
      {trial ? (
        <Notice tone={trial.matched ? 'accent' : 'neutral'}>
          <p>{t('wouldMatch', { matched: trial.matched, looked: trial.looked })}</p>
          {trial.examples.length ? (
            <ul className="mt-1 text-ink-2">
              {trial.examples.map((one) => (
                <li key={one.uid} className="truncate">
                  <Time value={one.at} /> · <bdi>{one.from}</bdi> · <bdi>{one.subject || t('noSubject')}</bdi>
                </li>
              ))}
            </ul>
          ) : null}
        </Notice>
      ) : null}
    </FormDialog>
  );
}
