'use client';

import { ArrowRight, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field, Input } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { toastUndo } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { AliasRow } from '@/lib/aliases/shapes';
import type { DomainRow } from '@/lib/domains/shapes';
import { createAliasAction, removeAliasAction } from '../actions';

const fields = ['localPart', 'destination'] as const;

export function AliasList({
  domain,
  aliases,
  unanswered,
  mayWrite,
}: {
  domain: DomainRow;
  aliases: AliasRow[];
  /** Addresses that every domain should have (postmaster, abuse) and that reach nobody here. */
  unanswered: string[];
  mayWrite: boolean;
}) {
  const t = useTranslations('domains');
  const common = useTranslations('common');
  const { list } = useFormatter();
  const router = useRouter();
  const create = useAction(createAliasAction, { fields, onDone: () => router.refresh() });
  const removal = useAction(removeAliasAction, {
    onDone: ({ source, destination }) => {
      router.refresh();
      toastUndo(t('aliasRemoved', { source, destination }), common('undo'), () =>
        create.run({ domainId: domain.id, localPart: source.slice(0, source.lastIndexOf('@')), destination }),
      );
    },
  });

  const submit = onForm((text) => {
    create.run({
      domainId: domain.id,
      localPart: text('localPart'),
      destination: text('destination'),
    });
  });

  return (
    <div className="flex flex-col gap-4">
      {unanswered.length > 0 ? (
        <Notice>{t('unanswered', { addresses: list(unanswered.map((role) => `${role}@${domain.name}`)) })}</Notice>
      ) : null}
      {mayWrite ? (
        <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
          <Field label={t('aliasFrom', { domain: domain.name })} error={create.errorOf('localPart')}>
            <Input
              name="localPart"
              placeholder="info"
              autoCapitalize="none"
              spellCheck={false}
              className="w-48 font-mono"
            />
          </Field>
          <Field label={t('aliasTo')} error={create.errorOf('destination')}>
            <Input
              name="destination"
              placeholder={`anna@${domain.name}`}
              autoCapitalize="none"
              spellCheck={false}
              className="w-72 font-mono"
            />
          </Field>
          <Button type="submit" className="mt-6" pending={create.pending}>
            {t('aliasAdd')}
          </Button>
        </form>
      ) : null}
      {aliases.length === 0 ? (
        <EmptyState title={t('noAliases')}>{t('noAliasesText')}</EmptyState>
      ) : (
        <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
          {aliases.map((alias) => (
            <li key={alias.id} className="flex min-h-8 flex-wrap items-center gap-2 px-3 py-1 font-mono text-xs">
              <span className="break-all">{alias.source}</span>
              <ArrowRight aria-label={t('leadsTo')} className="size-3.5 text-ink-3" />
              <span className="flex-1 break-all">{alias.destination}</span>
              {mayWrite ? (
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={t('aliasRemove', { source: alias.source })}
                  onClick={() => removal.run({ aliasId: alias.id })}
                >
                  <Trash2 aria-hidden />
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
