'use client';

import { Filter, GripVertical, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { Switch } from '@/components/ui/field';
import { MoreMenu } from '@/components/ui/more-menu';
import { type Filters, type Rule, refusesTooLate } from '@/lib/filters/shapes';
import type { Save } from './filters-board';
import { RuleDialog } from './rule-dialog';
import { useRuleWords } from './use-rule-words';

const newRule = (): Rule => ({
  id: crypto.randomUUID(),
  name: '',
  on: true,
  match: 'all',
  tests: [{ kind: 'from', how: 'contains', not: false, values: [] }],
  actions: [{ kind: 'move', folder: '' }],
  stop: true,
});

/** The rules in the order in which they run, each as a sentence. Reordered by dragging or with the arrow keys. */
export function RuleList({
  filters,
  address,
  folders,
  mayTry,
  pending,
  save,
}: {
  filters: Filters;
  address: string;
  folders: string[];
  mayTry: boolean;
  pending: boolean;
  save: Save;
}) {
  const t = useTranslations('filters');
  const words = useRuleWords();
  const [editing, setEditing] = useState<Rule | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const { rules } = filters;
  const late = refusesTooLate(rules);
  const put = (next: Rule[], said: string) => save({ ...filters, rules: next }, said);

  function move(id: string, to: number) {
    const from = rules.findIndex((rule) => rule.id === id);
    const moved = rules[from];
    if (!moved || to === from || to < 0 || to >= rules.length) return;
    const rest = rules.filter((rule) => rule.id !== id);
    put([...rest.slice(0, to), moved, ...rest.slice(to)], t('moved', { name: moved.name, place: to + 1 }));
    setAnnouncement(t('moved', { name: moved.name, place: to + 1 }));
  }
  function onKey(event: KeyboardEvent, rule: Rule, index: number) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || pending) return;
    event.preventDefault();
    move(rule.id, index + step);
  }
  const add = (
    <Button variant="primary" onClick={() => setEditing(newRule())}>
      <Plus aria-hidden />
      {t('add')}
    </Button>
  );

  return (
    <>
      {rules.length === 0 ? (
        <EmptyState icon={<Filter />} title={t('empty')} action={add}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
            <p className="max-w-[60ch] text-ink-2 text-sm">{t('order')}</p>
            {add}
          </div>
          <ol aria-label={t('tab.rules')} className="divide-y divide-line rounded-lg border border-line bg-surface">
            {rules.map((rule, index) => (
              <li
                key={rule.id}
                className={cn(
                  'flex items-start gap-2 px-2 py-2.5',
                  over === index && dragged !== rule.id && 'bg-accent-soft',
                  dragged === rule.id && 'opacity-50',
                )}
                onDragOver={(event) => {
                  if (!dragged) return;
                  event.preventDefault();
                  setOver(index);
                }}
                onDrop={(event) => {
                  event.preventDefault();
                  if (dragged) move(dragged, index);
                  setDragged(null);
                  setOver(null);
                }}
              >
                <button
                  type="button"
                  draggable
                  aria-label={t('handle', { name: rule.name, place: index + 1, of: rules.length })}
                  className="grid size-7 shrink-0 cursor-grab place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink max-sm:size-10"
                  onKeyDown={(event) => onKey(event, rule, index)}
                  onDragStart={(event) => {
                    event.dataTransfer.effectAllowed = 'move';
                    setDragged(rule.id);
                  }}
                  onDragEnd={() => {
                    setDragged(null);
                    setOver(null);
                  }}
                >
                  <GripVertical aria-hidden className="size-4" />
                </button>
                <div className={cn('min-w-0 flex-1', rule.on || 'text-ink-3')}>
                  <p className="flex flex-wrap items-center gap-2">
                    <button
                      type="button"
                      onClick={() => setEditing(rule)}
                      className="break-words rounded-sm text-left font-medium underline-offset-2 hover:underline"
                    >
                      {rule.name}
                    </button>
                    {rule.stop ? null : <Badge>{t('continues')}</Badge>}
                    {late.includes(rule.id) ? <Badge tone="warn">{t('tooLate')}</Badge> : null}
                  </p>
                  <p className={cn('break-words text-sm', rule.on && 'text-ink-2')}>{words.rule(rule)}</p>
                </div>
                <Switch
                  checked={rule.on}
                  disabled={pending}
                  onCheckedChange={(on) =>
                    put(
                      rules.map((one) => (one.id === rule.id ? { ...one, on } : one)),
                      t(on ? 'switchedOn' : 'switchedOff', { name: rule.name }),
                    )
                  }
                  label={<span className="sr-only">{t('use', { name: rule.name })}</span>}
                  className="pt-1"
                />
                <MoreMenu
                  variant="ghost"
                  label={t('more', { name: rule.name })}
                  items={[
                    { label: t('edit'), onSelect: () => setEditing(rule) },
                    {
                      label: t('duplicate'),
                      onSelect: () =>
                        setEditing({
                          ...rule,
                          id: crypto.randomUUID(),
                          name: t('copyOf', { name: rule.name }).slice(0, 80),
                        }),
                    },
                    { label: t('up'), disabled: index === 0, onSelect: () => move(rule.id, index - 1) },
                    {
                      label: t('down'),
                      disabled: index === rules.length - 1,
                      onSelect: () => move(rule.id, index + 1),
                    },
                    'separator',
                    {
                      label: t('remove'),
                      danger: true,
                      onSelect: () =>
                        put(
                          rules.filter((one) => one.id !== rule.id),
                          t('removed', { name: rule.name }),
                        ),
                    },
                  ]}
                />
              </li>
            ))}
          </ol>
        </>
      )}
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
      {editing ? (
        <RuleDialog
          key={editing.id}
          start={editing}
          isNew={!rules.some((rule) => rule.id === editing.id)}
          address={address}
          folders={folders}
          mayTry={mayTry}
          pending={pending}
          onClose={() => setEditing(null)}
          onSave={(rule) => {
            setEditing(null);
            const known = rules.some((one) => one.id === rule.id);
            put(
              known ? rules.map((one) => (one.id === rule.id ? rule : one)) : [...rules, rule],
              t('savedRule', { name: rule.name }),
            );
          }}
        />
      ) : null}
    </>
  );
}
