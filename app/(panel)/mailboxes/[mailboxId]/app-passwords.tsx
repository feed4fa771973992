'use client';

import { Copy, KeyRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { AppPasswordRow, RevocationReceipt } from '@/lib/credentials/shapes';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { clientProtocols } from '@/lib/protocols/values';
import { createAppPasswordAction, revokeAppPasswordAction } from '../actions';
import { Receipt } from './receipt';

const fields = ['name', 'protocols', 'networks', 'expiresAt'] as const;

export function AppPasswords({
  mailbox,
  appPasswords,
  mayWrite,
}: {
  mailbox: Pick<MailboxRow, 'id'>;
  appPasswords: AppPasswordRow[];
  mayWrite: boolean;
}) {
  const t = useTranslations('accounts');
  const common = useTranslations('common');
  const router = useRouter();
  const [protocols, setProtocols] = useState<Set<(typeof clientProtocols)[number]>>(new Set(['imap', 'submission']));
  const [created, setCreated] = useState<{ name: string; token: string } | null>(null);
  const [revoking, setRevoking] = useState<AppPasswordRow | null>(null);
  const [receipt, setReceipt] = useState<RevocationReceipt | null>(null);
  const create = useAction(createAppPasswordAction, {
    fields,
    onDone: ({ token }, { name }) => {
      setCreated({ name, token });
      router.refresh();
    },
  });
  const revoke = useAction(revokeAppPasswordAction, {
    onDone: (done) => {
      setReceipt(done);
      setRevoking(null);
      router.refresh();
    },
  });

  const submit = onForm((typed) => {
    const text = (key: string) => typed(key).trim();
    // Until the end of that day in the reader's time zone.
    const until = text('expiresAt') ? new Date(`${text('expiresAt')}T23:59:59`) : null;
    create.run({
      mailboxId: mailbox.id,
      name: text('name'),
      protocols: [...protocols],
      networks: text('networks')
        .split(/[\s,;]+/)
        .filter(Boolean),
      expiresAt: until?.toISOString() ?? null,
    });
  });

  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <p className="text-ink-2 text-sm">{t('app.text')}</p>
      {mayWrite ? (
        <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-x-4 gap-y-3">
          <Field label={t('app.name')} hint={t('app.nameHint')} error={create.errorOf('name')}>
            <Input name="name" className="w-56" autoComplete="off" />
          </Field>
          <fieldset className="flex flex-col gap-1">
            <legend className="mb-2 font-medium text-sm">{t('app.protocols')}</legend>
            <div className="flex flex-wrap gap-x-4 gap-y-1">
              {clientProtocols.map((protocol) => (
                <Checkbox
                  key={protocol}
                  checked={protocols.has(protocol)}
                  onCheckedChange={(on) => {
                    const next = new Set(protocols);
                    if (on) next.add(protocol);
                    else next.delete(protocol);
                    setProtocols(next);
                  }}
                  label={<ProtocolMark protocol={protocol} label />}
                />
              ))}
            </div>
            {create.errorOf('protocols') ? <p className="text-bad text-xs">{create.errorOf('protocols')}</p> : null}
          </fieldset>
          <Field label={t('app.networks')} hint={t('app.networksHint')} error={create.errorOf('networks')}>
            <Input name="networks" className="w-56 font-mono" autoComplete="off" placeholder="203.0.113.0/24" />
          </Field>
          <Field label={t('app.expires')} hint={t('app.expiresHint')} error={create.errorOf('expiresAt')}>
            <Input name="expiresAt" type="date" className="w-40" />
          </Field>
          <Button type="submit" className="mt-6" pending={create.pending}>
            {t('app.create')}
          </Button>
        </form>
      ) : null}
      {created ? (
        <Notice
          tone="good"
          action={
            <Button
              size="sm"
              onClick={() => navigator.clipboard.writeText(created.token).then(() => toast.success(common('copied')))}
            >
              <Copy aria-hidden />
              {common('copy')}
            </Button>
          }
        >
          <p>{t('app.created', { name: created.name })}</p>
          <code className="font-mono text-lg text-ink">{created.token}</code>
        </Notice>
      ) : null}
      {appPasswords.length === 0 ? (
        <EmptyState icon={<KeyRound />} title={t('app.empty')}>
          {t('app.emptyText')}
        </EmptyState>
      ) : (
        <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
          {appPasswords.map((row) => (
            <li key={row.id} className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5 text-sm">
              <span className="w-44 truncate font-medium">{row.name}</span>
              <span className="flex w-28 gap-1.5">
                {clientProtocols
                  .filter((protocol) => row.protocols.includes(protocol))
                  .map((protocol) => (
                    <ProtocolMark key={protocol} protocol={protocol} />
                  ))}
              </span>
              <span className="flex-1 text-ink-2 text-xs">
                {t('app.since')} <Time value={row.createdAt} /> ·{' '}
                {row.lastUsedAt ? (
                  <>
                    {t('app.lastUsed')} <Time value={row.lastUsedAt} />
                    {row.lastUsedFrom ? <span className="mono"> {row.lastUsedFrom}</span> : null}
                  </>
                ) : (
                  t('app.neverUsed')
                )}
                {row.networks.length > 0 ? (
                  <>
                    {' · '}
                    {t('app.only')} <span className="mono">{row.networks.join(' ')}</span>
                  </>
                ) : null}
                {row.expiresAt ? (
                  <>
                    {' · '}
                    {t(expired(row) ? 'app.expired' : 'app.until')} <Time value={row.expiresAt} exact />
                  </>
                ) : null}
              </span>
              {row.revokedAt ? (
                <Badge>{t('app.revokedBadge')}</Badge>
              ) : mayWrite ? (
                <Button size="sm" onClick={() => setRevoking(row)}>
                  {t('app.revoke')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <Receipt receipt={receipt} onClose={() => setReceipt(null)} />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title={t('app.revokeTitle', { name: revoking?.name ?? '' })}
        confirmLabel={t('app.revokeConfirm', { name: revoking?.name ?? '' })}
        danger
        pending={revoke.pending}
        onConfirm={() => revoking && revoke.run({ appPasswordId: revoking.id })}
      >
        {t('app.revokeText')}
      </ConfirmDialog>
    </div>
  );
}

function expired({ expiresAt }: AppPasswordRow): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now();
}
