'use client';

import { Command } from 'cmdk';
import { AtSign, Globe, type LucideIcon, Mailbox, PlugZap, Route, Search, Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Found, guess } from '@/lib/search/shapes';
import { useThemeItems } from './choices';
import type { Place } from './places';
import { useFound } from './use-found';

const foundIcons = { mailbox: Mailbox, domain: Globe, customer: Users };
const foundPaths = { mailbox: '/mailboxes', domain: '/domains', customer: '/customers' };

/** The entries of the palette. Loaded when the palette is opened for the first time. */
export function PaletteEntries({ places, owner, onDone }: { places: Place[]; owner: boolean; onDone: () => void }) {
  const t = useTranslations('nav.palette');
  const tNav = useTranslations('nav');
  const router = useRouter();
  const themeItems = useThemeItems();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const { found, state } = useFound(owner ? '' : text);
  const fits = (label: string) => label.toLowerCase().includes(text.toLowerCase());

  function go(href: string) {
    onDone();
    router.push(href as never);
  }

  const guessed = guessEntry(text, owner);
  const pages = places.filter((place) => fits(tNav(place.name)));
  const themes = themeItems.flatMap((item, index) =>
    typeof item === 'object' && 'onSelect' in item && text && (fits(String(item.label)) || fits(tNav('theme')))
      ? [{ ...item, key: index }]
      : [],
  );
  const shown = [guessed, ...found, ...pages, ...themes].some(Boolean);
  const nothing = text !== '' && state === 'done' && !shown;
  const empty = state === 'asking' && !shown;

  return (
    <Command label={t('title')} shouldFilter={false} loop>
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder={t('placeholder')}
          maxLength={998}
          className="h-12 w-full bg-transparent text-base outline-none max-sm:text-lg"
        />
      </div>
      <Command.List className="max-h-[min(60vh,26rem)] overflow-y-auto p-1.5">
        {text === '' ? <p className="px-2.5 pt-1 pb-2 text-ink-3 text-xs">{t('hint')}</p> : null}
        {guessed ? (
          <Group heading={t('guess')}>
            <Entry
              value="guess"
              icon={guessed.icon}
              label={t(guessed.words, guessed.values)}
              onSelect={() => go(guessed.href)}
            />
          </Group>
        ) : null}
        {found.length > 0 ? (
          <Group heading={t('results')}>
            {found.map((item) => (
              <FoundEntry key={item.kind + item.id} item={item} kind={t(item.kind)} onGo={go} />
            ))}
          </Group>
        ) : null}
        {pages.length > 0 ? (
          <Group heading={t('pages')}>
            {pages.map((place) => (
              <Entry
                key={place.name}
                value={`page ${place.name}`}
                icon={place.icon}
                label={tNav(place.name)}
                onSelect={() => go(place.href)}
              />
            ))}
          </Group>
        ) : null}
        {themes.length > 0 ? (
          <Group heading={t('actions')}>
            {themes.map((item) => (
              <Entry
                key={item.key}
                value={`theme ${item.key}`}
                label={`${tNav('theme')}: ${item.label}`}
                onSelect={() => {
                  item.onSelect?.();
                  onDone();
                }}
              />
            ))}
          </Group>
        ) : null}
        {nothing ? <p className="px-3 py-8 text-center text-ink-2 text-sm">{t('nothing', { text })}</p> : null}
        {state === 'failed' ? <p className="px-3 py-3 text-bad text-sm">{t('failed')}</p> : null}
      </Command.List>
      {/* Outside the list, because a list box may contain only options. */}
      <p role="status" className={empty ? 'px-3 py-8 text-center text-ink-3 text-sm' : 'sr-only'}>
        {state === 'asking' ? t('searching') : ''}
      </p>
    </Command>
  );
}

function FoundEntry({ item, kind, onGo }: { item: Found; kind: string; onGo: (href: string) => void }) {
  return (
    <Entry
      value={item.kind + item.id}
      icon={foundIcons[item.kind]}
      label={item.label}
      detail={item.detail || kind}
      mono={item.kind !== 'customer'}
      onSelect={() => onGo(`${foundPaths[item.kind]}/${item.id}`)}
    />
  );
}

interface GuessEntry {
  icon: LucideIcon;
  words: 'sessionsOfIp' | 'trailOfMessage' | 'mailboxSearch';
  values: Record<string, string>;
  href: string;
}

function guessEntry(text: string, owner: boolean): GuessEntry | null {
  const what = guess(text);
  if (what.kind === 'message') {
    const href = `/trail/message?messageId=${encodeURIComponent(what.messageId)}`;
    return { icon: Route, words: 'trailOfMessage', values: { id: what.messageId }, href };
  }
  if (owner) return null;
  if (what.kind === 'ip') {
    const href = `/sessions?state=all&q=${encodeURIComponent(what.ip)}`;
    return { icon: PlugZap, words: 'sessionsOfIp', values: { ip: what.ip }, href };
  }
  if (what.kind === 'address') {
    const href = `/mailboxes?search=${encodeURIComponent(what.address)}`;
    return { icon: AtSign, words: 'mailboxSearch', values: { text: what.address }, href };
  }
  return null;
}

function Group({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

function Entry({
  value,
  icon: Icon,
  label,
  detail,
  mono = false,
  onSelect,
}: {
  value: string;
  icon?: LucideIcon;
  label: string;
  detail?: string;
  mono?: boolean;
  onSelect: () => void;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm aria-selected:bg-accent-soft aria-selected:text-accent max-sm:h-11"
    >
      {Icon ? <Icon aria-hidden className="size-4 shrink-0 text-ink-3" /> : null}
      <span className={mono ? 'mono min-w-0 truncate' : 'min-w-0 truncate'}>{label}</span>
      {detail ? <span className="ml-auto shrink-0 truncate pl-4 text-ink-3 text-xs">{detail}</span> : null}
    </Command.Item>
  );
}
