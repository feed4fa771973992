'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Input, Textarea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import type { Action } from '@/lib/filters/shapes';
import { isElsewhere } from './is-elsewhere';

const choices = ['move', 'copy', 'seen', 'flag', 'forwardCopy', 'forward', 'trash', 'reject'] as const;
type Choice = (typeof choices)[number];

function choiceOf(action: Action): Choice {
  return action.kind === 'forward' ? (action.keep ? 'forwardCopy' : 'forward') : action.kind;
}

function ofChoice(choice: Choice, before: Action): Action {
  switch (choice) {
    case 'move':
    case 'copy':
      return { kind: choice, folder: 'folder' in before ? before.folder : '' };
    case 'forward':
    case 'forwardCopy':
      return { kind: 'forward', address: 'address' in before ? before.address : '', keep: choice === 'forwardCopy' };
    case 'reject':
      return { kind: 'reject', reason: '' };
    default:
      return { kind: choice };
  }
}

/** The actions of a rule, one per line, with consequences that are not obvious. */
export function ActionFields({
  actions,
  address,
  folders,
  errorAt,
  onChange,
}: {
  actions: Action[];
  address: string;
  folders: string[];
  errorAt: (path: string) => string | undefined;
  onChange: (actions: Action[]) => void;
}) {
  const t = useTranslations('filters');
  const list = useId();
  const put = (at: number, action: Action) => onChange(actions.map((one, index) => (index === at ? action : one)));
  const general = errorAt('actions');
  return (
    <>
      <datalist id={list}>
        {folders.map((folder) => (
          <option key={folder} value={folder} />
        ))}
      </datalist>
      {actions.map((action, at) => {
        const place = at + 1;
        const error =
          errorAt(`actions.${at}.folder`) ?? errorAt(`actions.${at}.address`) ?? errorAt(`actions.${at}.reason`);
        const choice = choiceOf(action);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action has a place and no other identity
          <div key={at} className="flex flex-wrap items-start gap-2 rounded-md border border-line bg-sunken/40 p-2">
            <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
              <Select
                aria-label={t('actionKind', { place })}
                value={choice}
                options={choices.map((value) => ({ value, label: t(`do.${value}`) }))}
                onValueChange={(value) => put(at, ofChoice(choices.find((one) => one === value) ?? 'move', action))}
              />
              {action.kind === 'move' || action.kind === 'copy' ? (
                <Input
                  aria-label={t('actionFolder', { place })}
                  aria-invalid={error ? true : undefined}
                  list={list}
                  value={action.folder}
                  maxLength={200}
                  placeholder={t('folderHint')}
                  onChange={(event) => put(at, { ...action, folder: event.target.value })}
                />
              ) : null}
              {action.kind === 'forward' ? (
                <Input
                  aria-label={t('actionAddress', { place })}
                  aria-invalid={error ? true : undefined}
                  type="email"
                  value={action.address}
                  onChange={(event) => put(at, { ...action, address: event.target.value })}
                />
              ) : null}
              {action.kind === 'reject' ? (
                <Textarea
                  aria-label={t('actionReason', { place })}
                  aria-invalid={error ? true : undefined}
                  rows={2}
                  maxLength={500}
                  placeholder={t('reasonHint')}
                  value={action.reason}
                  onChange={(event) => put(at, { ...action, reason: event.target.value })}
                />
              ) : null}
              {error ? (
                <p role="alert" className="text-bad text-xs sm:col-span-2">
                  {error}
                </p>
              ) : null}
              {t.has(`consequence.${choice}`) ? (
                <p className="text-ink-2 text-xs sm:col-span-2">{t(`consequence.${choice}`)}</p>
              ) : null}
              {action.kind === 'forward' && isElsewhere(action.address, address) ? (
                <Notice tone="warn" className="sm:col-span-2">
                  {t('elsewhere', { address: action.address })}
                </Notice>
              ) : null}
            </div>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('removeAction', { place })}
              disabled={actions.length === 1}
              onClick={() => onChange(actions.filter((_, index) => index !== at))}
            >
              <X aria-hidden />
            </Button>
          </div>
        );
      })}
      {general ? (
        <p role="alert" className="text-bad text-xs">
          {general}
        </p>
      ) : null}
      {actions.length < 10 ? (
        <Button size="sm" className="self-start" onClick={() => onChange([...actions, { kind: 'seen' }])}>
          <Plus aria-hidden />
          {t('addAction')}
        </Button>
      ) : null}
    </>
  );
}
