'use client';

import { ScanSearch } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { MoreMenu } from '@/components/ui/more-menu';
import { PageHeader } from '@/components/ui/page-header';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { ItemRow, PolicyRow, RunDetail, RunRow } from '@/lib/retention/shapes';
import { loadItemsAction, removePolicyAction, startPreviewAction, updatePolicyAction } from '../actions';
import { PolicyDialog, policyFields } from '../policy-dialog';
import { ItemTable } from './item-table';
import { RunHistory } from './run-history';
import { RunPanel } from './run-panel';
import { useRun } from './use-run';

export function PolicyDetail({
  policy,
  runs,
  start,
  startItems,
  mayWrite,
}: {
  policy: PolicyRow;
  runs: RunRow[];
  start: RunDetail | null;
  startItems: ItemRow[];
  mayWrite: boolean;
}) {
  const t = useTranslations('retention');
  const router = useRouter();
  const [items, setItems] = useState(startItems);
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const load = useAction(loadItemsAction, { onDone: ({ items: next }) => setItems(next) });
  const runId = start?.id;
  const reload = useCallback(() => {
    if (runId) load.run({ runId });
    router.refresh();
  }, [load.run, runId, router]);
  const [run, setRun] = useRun(start, reload);
  const preview = useAction(startPreviewAction, {
    onDone: ({ runId: next }) => {
      router.replace(`/retention/${policy.id}?run=${next}`);
      router.refresh();
    },
  });
  const update = useAction(updatePolicyAction, {
    fields: policyFields,
    onDone: () => {
      setEditing(false);
      router.refresh();
    },
  });
  const removal = useAction(removePolicyAction, {
    onDone: () => {
      toast.success(t('removed-toast', { name: policy.name }));
      router.push('/retention');
    },
  });
  const { domainId, name, folder, olderThanDays, basis, enabled } = policy;
  const previewButton = mayWrite ? (
    <Button
      variant={run?.state === 'counted' ? 'secondary' : 'primary'}
      pending={preview.pending}
      disabled={run?.state === 'counting' || run?.state === 'removing'}
      onClick={() => preview.run({ policyId: policy.id })}
    >
      <ScanSearch aria-hidden />
      {run ? t('previewAgain') : t('preview')}
    </Button>
  ) : undefined;

  return (
    <>
      <PageHeader
        title={policy.name}
        crumbs={[{ label: t('title'), href: '/retention' }]}
        description={
          <span className="inline-flex flex-wrap items-center gap-2">
            {t('ruleFull', { folder, domain: policy.domainName, days: olderThanDays, basis })}
            {enabled ? null : <Badge>{t('disabled')}</Badge>}
          </span>
        }
        actions={
          mayWrite ? (
            <>
              {run ? previewButton : null}
              <MoreMenu
                label={t('more')}
                items={[
                  { label: t('edit'), onSelect: () => setEditing(true) },
                  {
                    label: t('enabled'),
                    checked: enabled,
                    onSelect: () =>
                      update.run({ id: policy.id, name, folder, olderThanDays, basis, enabled: !enabled }),
                  },
                  'separator',
                  { label: t('remove'), danger: true, onSelect: () => setRemoving(true) },
                ]}
              />
            </>
          ) : undefined
        }
      />
      {run ? (
        <div className="flex flex-col gap-4">
          <RunPanel policy={policy} run={run} mayWrite={mayWrite} onChange={setRun} />
          {items.length > 0 ? <ItemTable items={items} run={run} policy={policy} /> : null}
        </div>
      ) : (
        <EmptyState icon={<ScanSearch />} title={t('noRun')} action={previewButton}>
          {t('noRunText')}
        </EmptyState>
      )}
      {runs.length > 1 ? <RunHistory runs={runs} policyId={policy.id} shown={run?.id ?? null} /> : null}
      {editing ? (
        <PolicyDialog
          title={t('editTitle')}
          description={t('editText')}
          domains={[]}
          start={{ domainId, name, folder, olderThanDays, basis }}
          pending={update.pending}
          errorOf={update.errorOf}
          onClose={() => setEditing(false)}
          onSave={({ domainId: _, ...change }) => update.run({ id: policy.id, ...change, enabled })}
        />
      ) : null}
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={t('removeTitle', { name })}
        confirmLabel={t('removeConfirm', { name })}
        danger
        pending={removal.pending}
        onConfirm={() => removal.run({ policyId: policy.id })}
      >
        {t('removeText')}
      </ConfirmDialog>
    </>
  );
}
