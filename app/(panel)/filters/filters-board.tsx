'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { useActionError } from '@/components/action-error';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Tabs } from '@/components/ui/tabs';
import { toast, toastUndo } from '@/components/ui/toast';
import type { SaveFilters } from '@/lib/filters/requests';
import { type Filters, type FiltersPage, ourScript } from '@/lib/filters/shapes';
import { readFiltersAction, saveFiltersAction } from './actions';
import { ForwardingForm } from './forwarding-form';
import { OtherScriptDialog } from './other-script-dialog';
import { RuleList } from './rule-list';
import { ScriptManager } from './script-manager';
import { VacationForm } from './vacation-form';

/** Saves the filters. `message` is the text of the toast, whose undo restores the previous ones. */
export type Save = (filters: Filters, message: string) => void;

/** A form of one part of the filters. */
export interface FormProps {
  filters: Filters;
  address: string;
  pending: boolean;
  save: Save;
}

export function FiltersBoard({
  start,
  address,
  folders,
  mayTry,
}: {
  start: FiltersPage;
  address: string;
  folders: string[];
  mayTry: boolean;
}) {
  const t = useTranslations('filters');
  const common = useTranslations('common');
  const words = useActionError();
  const [page, setPage] = useState(start);
  const [pending, begin] = useTransition();
  /** Filters that are saved once the reader has decided about another program's active script. */
  const [asked, setAsked] = useState<{ filters: Filters; message: string } | null>(null);
  const { filters } = page;

  const refresh = async () => {
    const answer = await readFiltersAction({});
    if (answer.ok) setPage(answer.data);
    return answer.ok ? answer.data : null;
  };

  function send(next: Filters, message: string, other?: SaveFilters['other'], from: FiltersPage = page) {
    begin(async () => {
      const answer = await saveFiltersAction({ filters: next, revision: from.revision, other });
      if (answer.ok) {
        setPage(answer.data.page);
        setAsked(null);
        if (answer.data.copyName) toast(t('copyKept', { name: answer.data.copyName }));
        const former = { ...from.filters, joined: answer.data.page.filters.joined };
        toastUndo(message, common('undo'), () => send(former, t('undone'), undefined, answer.data.page));
        return;
      }
      if (answer.details.reason === 'other-active') return setAsked({ filters: next, message });
      if (answer.details.reason === 'too-many-forwards')
        return void toast.error(t('error.too-many-forwards', answer.details));
      toast.error(words(answer));
      if (answer.code === 'conflict') await refresh();
    });
  }
  const save: Save = (next, message) => send(next, message);
  const other = page.active !== null && page.active !== ourScript ? page.active : null;
  const inactive = page.state === 'ours' && page.active === null;

  return (
    <div className="flex max-w-4xl flex-col gap-4" aria-busy={pending || undefined}>
      {page.state === 'edited' ? <Notice tone="warn">{t('edited', { name: ourScript })}</Notice> : null}
      {inactive ? (
        <Notice
          tone="warn"
          action={
            <Button size="sm" pending={pending} onClick={() => save(filters, t('saved'))}>
              {t('activate')}
            </Button>
          }
        >
          {t('inactive')}
        </Notice>
      ) : null}
      {other ? (
        <Notice
          tone={page.state === 'ours' ? 'warn' : 'neutral'}
          action={
            page.state === 'ours' ? (
              <Button size="sm" onClick={() => setAsked({ filters, message: t('saved') })}>
                {t('choose')}
              </Button>
            ) : undefined
          }
        >
          {t(page.state === 'ours' ? 'otherRuns' : 'otherFirst', { name: other })}
        </Notice>
      ) : null}
      {filters.joined ? (
        <Notice
          action={
            <Button
              size="sm"
              pending={pending}
              onClick={() => save({ ...filters, joined: null }, t('scriptStopped', { name: filters.joined ?? '' }))}
            >
              {t('stopScript')}
            </Button>
          }
        >
          {t('joined', { name: filters.joined })}
        </Notice>
      ) : null}
      {page.otherAnswers && filters.vacation.on ? (
        <Notice tone="warn">{t('twoAnswers', { name: filters.joined ?? other ?? '' })}</Notice>
      ) : null}
      <Tabs
        aria-label={t('title')}
        tabs={[
          {
            value: 'rules',
            label: t('tab.rules'),
            content: (
              <RuleList
                filters={filters}
                address={address}
                folders={folders}
                mayTry={mayTry}
                pending={pending}
                save={save}
              />
            ),
          },
          {
            value: 'vacation',
            label: t(filters.vacation.on ? 'tab.vacationOn' : 'tab.vacation'),
            content: (
              <VacationForm key={page.revision} filters={filters} address={address} pending={pending} save={save} />
            ),
          },
          {
            value: 'forwarding',
            label: t(filters.forwarding.on ? 'tab.forwardingOn' : 'tab.forwarding'),
            content: (
              <ForwardingForm key={page.revision} filters={filters} address={address} pending={pending} save={save} />
            ),
          },
          {
            value: 'scripts',
            label: t('tab.scripts'),
            content: <ScriptManager scripts={page.scripts} refresh={refresh} />,
          },
        ]}
      />
      <OtherScriptDialog
        name={asked ? other : null}
        pending={pending}
        onClose={() => setAsked(null)}
        onChoose={(choice) => asked && send(asked.filters, asked.message, choice)}
      />
    </div>
  );
}
