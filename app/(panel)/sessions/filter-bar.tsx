'use client';

import { ArrowUp, ListFilter, Pause, Play, Unplug, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SearchField } from '@/components/search-field';
import { flags, isFiltered, noFilter, type SessionFilter, states } from '@/components/sessions/filter';
import type { StreamState } from '@/components/sessions/use-session-stream';
import { Button } from '@/components/ui/button';
import { FilterChip } from '@/components/ui/chip';
import type { SavedFilter } from '@/lib/sessions/shapes';
import type { FilterChoices } from './filter-dialog';
import { SavedFilters } from './saved-filters';

const FilterDialog = dynamic(() => import('./filter-dialog').then((file) => file.FilterDialog), { ssr: false });

export function FilterBar({
  filter,
  onChange,
  stream,
  held,
  paused,
  onPause,
  waiting,
  onLetIn,
  mailbox,
  choices,
  saved,
  onEndAll,
}: {
  filter: SessionFilter;
  onChange: (next: Partial<SessionFilter>) => void;
  stream: StreamState;
  held: boolean;
  paused: boolean;
  onPause: (paused: boolean) => void;
  waiting: number;
  onLetIn: () => void;
  /** Address of the mailbox that the list is limited to, if a row has it. */
  mailbox: string | null;
  choices: FilterChoices;
  saved: SavedFilter[];
  /** Present for those who may disconnect sessions. */
  onEndAll?: () => void;
}) {
  const t = useTranslations('sessions');
  const [choosing, setChoosing] = useState(false);
  const any = isFiltered(filter);
  const tDialog = useTranslations('sessions.filterDialog');
  const tenant = choices.tenants.find(({ id }) => id === filter.tenantId)?.name;
  const credentialWord = filter.credential?.startsWith('ap') && filter.credential !== 'app' ? 'one' : filter.credential;
  const valued: [keyof SessionFilter, string | null | false | undefined][] = [
    ['network', filter.network && t('filter.network', { network: filter.network })],
    ['domain', filter.domain && t('filter.domain', { domain: filter.domain })],
    ['tenantId', filter.tenantId && t('filter.tenant', { name: tenant ?? t('filter.oneTenant') })],
    [
      'client',
      filter.client && (filter.client === '-' ? t('filter.noClient') : t('filter.client', { name: filter.client })),
    ],
    ['tls', filter.tls && tDialog(`tlsIs.${filter.tls}`)],
    ['credential', credentialWord && tDialog(`credentialIs.${credentialWord}`)],
    ['node', filter.node && t('filter.node', { name: filter.node })],
    ['deviceId', filter.deviceId && t('filter.device')],
  ];
  return (
    <>
      <SearchField
        value={filter.search}
        label={t('search.label')}
        placeholder={t('search.placeholder')}
        onChange={(search) => onChange({ search })}
      />
      <div role="radiogroup" aria-label={t('state.label')} className="inline-flex rounded-md border border-line p-0.5">
        {states.map((state) => (
          // biome-ignore lint/a11y/useSemanticElements: a segmented switch, with the keyboard of a group of buttons
          <button
            key={state}
            type="button"
            role="radio"
            aria-checked={filter.state === state}
            onClick={() => onChange({ state })}
            className="h-7 rounded px-2.5 text-sm text-ink-2 transition-colors hover:text-ink aria-checked:bg-hover aria-checked:font-medium aria-checked:text-ink"
          >
            {t(`state.${state}`)}
          </button>
        ))}
      </div>
      {flags.map((flag) => (
        <FilterChip
          key={flag}
          pressed={filter.flags.includes(flag)}
          onPressedChange={(pressed) =>
            onChange({ flags: flags.filter((one) => (one === flag ? pressed : filter.flags.includes(one))) })
          }
        >
          {t(`flag.${flag}`)}
        </FilterChip>
      ))}
      {filter.mailboxId && (
        <FilterChip pressed onPressedChange={() => onChange({ mailboxId: null })}>
          {mailbox ? t('filter.mailbox', { address: mailbox }) : t('filter.thisMailbox')}
        </FilterChip>
      )}
      {valued.map(([name, text]) =>
        text ? (
          <FilterChip key={name} pressed onPressedChange={() => onChange({ [name]: null })}>
            {text}
            <X size={12} aria-hidden="true" />
          </FilterChip>
        ) : null,
      )}
      <Button variant="ghost" size="sm" onClick={() => setChoosing(true)}>
        <ListFilter size={14} aria-hidden="true" />
        {t('filter.more')}
      </Button>
      <SavedFilters start={saved} filter={filter} onChange={onChange} />
      {any && (
        <Button variant="ghost" size="sm" onClick={() => onChange({ ...noFilter, state: filter.state })}>
          <X size={14} aria-hidden="true" />
          {t('filter.clear')}
        </Button>
      )}
      {any && onEndAll && filter.state === 'live' && (
        <Button variant="ghost" size="sm" onClick={onEndAll}>
          <Unplug size={14} aria-hidden="true" />
          {t('filter.disconnectAll')}
        </Button>
      )}
      {choosing && (
        <FilterDialog filter={filter} choices={choices} open onOpenChange={setChoosing} onChange={onChange} />
      )}
      <span className="flex-1" />
      {waiting > 0 && (
        <button
          type="button"
          onClick={onLetIn}
          className="inline-flex h-7 items-center gap-1 rounded-full bg-accent px-3 text-xs font-medium text-on-accent tabular-nums"
        >
          <ArrowUp size={13} aria-hidden="true" />
          {t('waiting', { count: waiting })}
        </button>
      )}
      <LiveLight stream={stream} held={held} paused={paused} />
      <Button
        variant="ghost"
        size="icon"
        aria-label={paused ? t('live.resume') : t('live.pause')}
        aria-pressed={paused}
        className="max-sm:hidden"
        onClick={() => onPause(!paused)}
      >
        {paused ? <Play size={15} aria-hidden="true" /> : <Pause size={15} aria-hidden="true" />}
      </Button>
    </>
  );
}

function LiveLight({ stream, held, paused }: { stream: StreamState; held: boolean; paused: boolean }) {
  const t = useTranslations('sessions.live');
  const still = paused || held;
  const tone = stream === 'live' ? (still ? 'bg-warn' : 'bg-good') : 'bg-ink-3';
  const text =
    stream === 'live' ? (still ? t('paused') : t('live')) : stream === 'connecting' ? t('connecting') : t('lost');
  return (
    <span className="inline-flex items-center gap-1.5 text-xs text-ink-2" role="status" title={text}>
      <span className="relative flex size-2">
        {stream === 'live' && !still && (
          <span className={`absolute inline-flex size-full animate-ping rounded-full opacity-60 ${tone}`} />
        )}
        <span className={`relative inline-flex size-2 rounded-full ${tone}`} />
      </span>
      <span className="max-w-40 truncate max-sm:sr-only">{stream === 'live' ? t(still ? 'held' : 'live') : text}</span>
    </span>
  );
}
