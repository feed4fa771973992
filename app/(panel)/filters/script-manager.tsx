'use client';

import { FileCode2, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { type Failure, useActionError } from '@/components/action-error';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { MoreMenu } from '@/components/ui/more-menu';
import { toast, toastUndo } from '@/components/ui/toast';
import { ourScript } from '@/lib/filters/shapes';
import type { ScriptRow } from '@/lib/sieve/shapes';
import { activateScriptAction, openScriptAction, removeScriptAction, restoreScriptAction } from './actions';
import { RenameDialog } from './rename-dialog';
import { type OpenScript, ScriptEditor } from './script-editor';

/** All scripts of the mailbox. The active one runs at delivery. */
export function ScriptManager({ scripts, refresh }: { scripts: ScriptRow[]; refresh: () => Promise<unknown> }) {
  const t = useTranslations('filters.script');
  const common = useTranslations('common');
  const words = useActionError();
  const [pending, begin] = useTransition();
  const [open, setOpen] = useState<OpenScript | null>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [removing, setRemoving] = useState<ScriptRow | null>(null);

  /** Runs an action, shows a refusal, and reloads the list. */
  function act<T>(work: () => Promise<{ ok: true; data: T } | Failure>, done: (data: T) => void) {
    begin(async () => {
      const answer = await work();
      if (answer.ok) done(answer.data);
      else toast.error(words(answer));
      await refresh();
    });
  }
  const look = (name: string) =>
    act(
      () => openScriptAction({ name }),
      (data) => setOpen({ name, ...data }),
    );
  const activate = (name: string | null, said: string) =>
    act(
      () => activateScriptAction({ name }),
      ({ before }) =>
        toastUndo(said, common('undo'), () =>
          act(
            () => activateScriptAction({ name: before }),
            () => {},
          ),
        ),
    );
  function remove({ name }: ScriptRow) {
    setRemoving(null);
    act(
      () => removeScriptAction({ name }),
      (was) =>
        toastUndo(t('removed', { name }), common('undo'), () =>
          act(
            () => restoreScriptAction({ name, ...was }),
            () => {},
          ),
        ),
    );
  }

  if (open) {
    return (
      <ScriptEditor
        key={open.name}
        start={open}
        onClose={() => setOpen(null)}
        onSaved={(saved) => {
          setOpen(saved);
          void refresh();
        }}
      />
    );
  }
  const add = (
    <Button onClick={() => setOpen({ name: '', content: 'require ["fileinto"];\r\n\r\n', revision: null })}>
      <Plus aria-hidden />
      {t('add')}
    </Button>
  );
  return (
    <div aria-busy={pending || undefined}>
      {scripts.length === 0 ? (
        <EmptyState icon={<FileCode2 />} title={t('empty')} action={add}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
            <p className="max-w-[60ch] text-ink-2 text-sm">{t('text')}</p>
            {add}
          </div>
          <ul aria-label={t('list')} className="divide-y divide-line rounded-lg border border-line bg-surface">
            {scripts.map((script) => (
              <li key={script.name} className="flex items-center gap-2 px-3 py-2 text-sm">
                <FileCode2 aria-hidden className="size-4 shrink-0 text-ink-3" />
                <button
                  type="button"
                  onClick={() => look(script.name)}
                  className="mono min-w-0 break-all rounded-sm text-left underline-offset-2 hover:underline"
                >
                  <bdi>{script.name}</bdi>
                </button>
                {script.active ? <Badge tone="good">{t('active')}</Badge> : null}
                {script.name === ourScript ? <Badge>{t('ours')}</Badge> : null}
                <span className="flex-1" />
                <MoreMenu
                  variant="ghost"
                  label={t('more', { name: script.name })}
                  items={[
                    { label: t('open'), onSelect: () => look(script.name) },
                    script.active
                      ? {
                          label: t('deactivate'),
                          onSelect: () => activate(null, t('deactivated', { name: script.name })),
                        }
                      : {
                          label: t('activate'),
                          onSelect: () => activate(script.name, t('activated', { name: script.name })),
                        },
                    { label: t('rename'), onSelect: () => setRenaming(script.name) },
                    'separator',
                    { label: t('remove'), danger: true, onSelect: () => setRemoving(script) },
                  ]}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <RenameDialog
        key={renaming}
        name={renaming}
        onClose={() => setRenaming(null)}
        onDone={() => {
          setRenaming(null);
          void refresh();
        }}
      />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={t('removeTitle', { name: removing?.name ?? '' })}
        confirmLabel={t('removeDo', { name: removing?.name ?? '' })}
        danger
        onConfirm={() => removing && remove(removing)}
      >
        {t(removing?.active ? 'removeActiveText' : 'removeText')}
      </ConfirmDialog>
    </div>
  );
}
