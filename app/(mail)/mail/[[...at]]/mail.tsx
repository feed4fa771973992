'use client';

import {
  Archive,
  CircleQuestionMark,
  FolderInput,
  MailOpen,
  PanelLeft,
  ShieldAlert,
  SquarePen,
  Trash2,
  X,
} from 'lucide-react';
import dynamic from 'next/dynamic';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useActionError } from '@/components/action-error';
import { Button } from '@/components/ui/button';
import { FilterChip } from '@/components/ui/chip';
import { cn } from '@/components/ui/cn';
import { Menu } from '@/components/ui/menu';
import { toast, toastUndo } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import { type Folder, type FolderNews, type Message, messageHref, type Page } from '@/lib/webmail/shapes';
import { moveAction, placeAction, prepareAction, removeAction, setFlagAction } from './actions';
import type { Letter } from './composer';
import { fetchJson, query } from './fetch-json';
import { FolderPane } from './folder-pane';
import { ListPane, SearchField } from './list-pane';
import { indexOf, neighbour } from './list-state';
import { MessagePane } from './message-pane';
import { placeOf } from './place';
import { useKeys } from './use-keys';
import { useList } from './use-list';
import { useLive } from './use-live';
import { foresee, useMessage } from './use-message';
import { useFolderName } from './words';

// What a reader may never open comes when it is opened.
const Composer = dynamic(() => import('./composer').then((file) => file.Composer), { ssr: false });
const KeysDialog = dynamic(() => import('./keys-dialog').then((file) => file.KeysDialog), { ssr: false });
const ConfirmDialog = dynamic(() => import('@/components/ui/dialog').then((file) => file.ConfirmDialog), {
  ssr: false,
});

interface Props {
  folders: Folder[];
  page: Page | null;
  message: Message | null;
}

/** The three panes. Where one is stands in the address; the rest is in step with the server. */
export function Mail({ folders: first, page, message: firstMessage }: Props) {
  const t = useTranslations('mail');
  const name = useFolderName();
  const words = useActionError();
  const { folder: path, uid } = placeOf(usePathname());
  const search = useSearchParams().get('q') ?? '';

  const [folders, setFolders] = useState(first);
  const folder = folders.find((one) => one.path === path);
  const list = useList(path, search, page);
  const { opened, again } = useMessage(path, uid, firstMessage);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [cursorUid, setCursorUid] = useState<number | null>(null);
  const [drawer, setDrawer] = useState(false);
  const [help, setHelp] = useState(false);
  const [removing, setRemoving] = useState<number[] | null>(null);
  const [letters, setLetters] = useState<Letter[]>([]);
  const anchor = useRef<number | null>(null);
  const undo = useRef<(() => void) | null>(null);

  const here = useRef({ path, search, uid, list, folder, selected });
  here.current = { path, search, uid, list, folder, selected };

  const cursor = indexOf(list.state, uid ?? cursorUid);
  const row = list.state.rows[cursor];

  const go = useCallback((to: string, at: number | null = null, words = '') => {
    const address = messageHref(to, at ?? undefined) + (words ? `?${query({ q: words })}` : '');
    if (address !== window.location.pathname + window.location.search) window.history.pushState(null, '', address);
  }, []);
  const openMessage = useCallback((at: number | null) => go(here.current.path, at, here.current.search), [go]);
  const open = useCallback(
    (at: number) => {
      setCursorUid(at);
      openMessage(at);
    },
    [openMessage],
  );
  const onSearch = useCallback((text: string) => go(here.current.path, null, text), [go]);
  const onForesee = useCallback((at: number) => foresee(here.current.path, at), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins without a selection
  useEffect(() => {
    setSelected(new Set());
    setCursorUid(null);
    anchor.current = null;
    setDrawer(false);
  }, [path, search]);

  // What the arrow keys lead to is fetched while one reads.
  useEffect(() => {
    if (!uid) return;
    const timer = setTimeout(() => {
      const { list: now } = here.current;
      const at = indexOf(now.state, uid);
      if (at >= 0) for (const next of [at + 1, at - 1]) foresee(path, now.state.rows[next]?.uid);
    }, 150);
    return () => clearTimeout(timer);
  }, [uid, path]);

  const line = useLive(
    useCallback((changed: FolderNews[]) => {
      setFolders((before) => {
        if (changed.some((news) => !before.some((one) => one.path === news.path))) {
          void fetchJson<Folder[]>('/api/mail/folders').then(setFolders, () => {});
          return before;
        }
        const byPath = new Map(changed.map((news) => [news.path, news]));
        return before.map((one) => ({ ...one, ...byPath.get(one.path) }));
      });
      const { folder: at, list: now, path: current } = here.current;
      const news = changed.find((one) => one.path === current);
      if (
        news &&
        (!at ||
          news.modseq !== at.modseq ||
          news.uidNext !== at.uidNext ||
          news.messages !== at.messages ||
          news.unseen !== at.unseen)
      ) {
        void now.refresh();
      }
    }, []),
  );

  const unseen = folders.find((one) => one.special === 'inbox')?.unseen ?? 0;
  useEffect(() => {
    document.title = `${unseen ? `(${unseen}) ` : ''}${name(folder) || t('title')} · Milepost`;
  }, [unseen, folder, name, t]);

  const count = useCallback((at: string, by: number) => {
    setFolders((before) =>
      before.map((one) => (one.path === at ? { ...one, unseen: Math.max(0, one.unseen + by) } : one)),
    );
  }, []);

  const flag = useCallback(
    async (uids: number[], which: 'seen' | 'flagged', on: boolean, say = false) => {
      const { path: at, list: now } = here.current;
      const touched = now.state.rows.filter((one) => one && uids.includes(one.uid) && one[which] !== on).length;
      now.patch(uids, { [which]: on });
      if (which === 'seen') count(at, on ? -touched : touched);
      const result = await setFlagAction({ folder: at, uids, flag: which, on });
      if (!result.ok) {
        toast.error(words(result));
        void now.refresh();
        return;
      }
      const { changed } = result.data;
      if (!say || changed.length === 0) return;
      undo.current = () => void flag(changed, which, !on);
      toastUndo(t(on ? 'done.read' : 'done.unread', { count: changed.length }), t('done.undo'), () => undo.current?.());
    },
    [count, t, words],
  );

  // Reading a message on the screen marks it; asking for it does not.
  const shown = opened.status === 'ready' ? opened.message : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a message, and not when its row changes
  useEffect(() => {
    if (!shown || shown.folder !== path || shown.uid !== uid) return;
    const known = list.state.rows[indexOf(list.state, shown.uid)];
    if (!(known?.seen ?? shown.seen)) void flag([shown.uid], 'seen', true);
  }, [shown, uid, path]);

  /** The messages an action is about: those selected, else the one open or pointed at. */
  const targets = useCallback((): number[] => {
    const { selected: some } = here.current;
    if (some.size) return [...some];
    return row ? [row.uid] : uid ? [uid] : [];
  }, [row, uid]);

  /** Takes rows out before the server has answered, and goes on to the next message. */
  const takeOut = useCallback(
    (uids: number[]) => {
      const { list: now, uid: current } = here.current;
      const at = current ?? cursorUid;
      const next = at && uids.includes(at) ? neighbour(now.state, at, uids) : null;
      now.remove(uids);
      setSelected(new Set());
      if (at && uids.includes(at)) {
        setCursorUid(next);
        if (current) openMessage(window.matchMedia('(min-width: 760px)').matches ? next : null);
      }
    },
    [cursorUid, openMessage],
  );

  const finish = useCallback(
    (
      result: Awaited<ReturnType<typeof moveAction>>,
      say: (n: number) => string,
      from: string,
      uids: number[],
      was: number | null,
    ) => {
      if (!result.ok) {
        here.current.list.restore(uids);
        void here.current.list.refresh();
        toast.error(words(result));
        return;
      }
      const { undo: back } = result.data;
      undo.current = back
        ? async () => {
            undo.current = null;
            const undone = await moveAction(back);
            if (!undone.ok) toast.error(words(undone));
            else if (was && here.current.path === from && uids.length === 1)
              openMessage(undone.data.undo?.uids[0] ?? null);
            void here.current.list.refresh();
          }
        : null;
      toastUndo(say(result.data.moved), t('done.undo'), () => undo.current?.());
    },
    [openMessage, t, words],
  );

  const place = useCallback(
    async (where: 'archive' | 'trash' | 'junk' | 'inbox', uids = targets()) => {
      const { path: at, uid: was, folder: from } = here.current;
      if (uids.length === 0 || from?.special === where) return;
      takeOut(uids);
      const said = { archive: 'done.archived', trash: 'done.trashed', junk: 'done.junked' } as const;
      finish(
        await placeAction({ folder: at, uids, place: where }),
        (n) =>
          where === 'inbox' ? t('done.moved', { count: n, folder: t('folder.inbox') }) : t(said[where], { count: n }),
        at,
        uids,
        was,
      );
    },
    [finish, t, takeOut, targets],
  );

  const move = useCallback(
    async (to: string, uids = targets()) => {
      const { path: at, uid: was } = here.current;
      if (uids.length === 0) return;
      takeOut(uids);
      const target = folders.find((one) => one.path === to);
      finish(
        await moveAction({ folder: at, uids, to }),
        (n) => t('done.moved', { count: n, folder: name(target) }),
        at,
        uids,
        was,
      );
    },
    [finish, folders, name, t, takeOut, targets],
  );

  const trash = useCallback(
    (uids = targets()) => {
      if (uids.length === 0) return;
      if (here.current.folder?.special === 'trash') setRemoving(uids);
      else void place('trash', uids);
    },
    [place, targets],
  );

  const remove = async () => {
    const uids = removing ?? [];
    setRemoving(null);
    takeOut(uids);
    const result = await removeAction({ folder: path, uids });
    if (result.ok) toast(t('done.removed', { count: result.data.removed }));
    else {
      list.restore(uids);
      void list.refresh();
      toast.error(words(result));
    }
  };

  const compose = useCallback(
    async (kind: 'new' | 'reply' | 'replyAll' | 'forward' | 'draft') => {
      const [about] = targets();
      if (kind !== 'new' && !about) return;
      const result = await prepareAction(kind === 'new' ? { kind } : { kind, folder: here.current.path, uid: about });
      if (!result.ok) {
        toast.error(words(result));
        return;
      }
      setLetters((before) => {
        // A draft that is open already is not opened twice.
        if (kind === 'draft' && before.some((one) => one.prepared.draft.draftUid === about)) return before;
        // Three beside each other is what a wide screen holds.
        return [...before.slice(-2), { key: crypto.randomUUID(), prepared: result.data }];
      });
    },
    [targets, words],
  );

  const select = useCallback((at: number, range: boolean) => {
    const { list: now } = here.current;
    setSelected((before) => {
      const after = new Set(before);
      const from = indexOf(now.state, anchor.current);
      const to = indexOf(now.state, at);
      if (range && from >= 0 && to >= 0) {
        for (let i = Math.min(from, to); i <= Math.max(from, to); i += 1) {
          const one = now.state.rows[i];
          if (one) after.add(one.uid);
        }
      } else if (after.has(at)) after.delete(at);
      else after.add(at);
      anchor.current = at;
      return after;
    });
  }, []);
  const onStar = useCallback((at: number, on: boolean) => void flag([at], 'flagged', on), [flag]);

  const step = (by: number) => {
    const next = list.state.rows[cursor < 0 ? 0 : Math.max(0, Math.min(list.state.total - 1, cursor + by))];
    if (!next) return;
    setCursorUid(next.uid);
    if (uid) openMessage(next.uid);
    else foresee(path, next.uid);
  };
  const special = (which: NonNullable<Folder['special']>) => {
    const to = folders.find((one) => one.special === which);
    if (to) go(to.path);
  };
  useKeys([
    ['j', () => step(1)],
    ['ArrowDown', () => step(1)],
    ['k', () => step(-1)],
    ['ArrowUp', () => step(-1)],
    ['Enter', () => row && open(row.uid)],
    ['o', () => row && open(row.uid)],
    ['u', () => openMessage(null)],
    ['Escape', () => (selected.size ? setSelected(new Set()) : openMessage(null))],
    ['x', () => row && select(row.uid, false)],
    ['e', () => void place('archive')],
    ['#', () => trash()],
    ['Delete', () => trash()],
    ['!', () => void place(folder?.special === 'junk' ? 'inbox' : 'junk')],
    ['s', () => row && void flag(targets(), 'flagged', !row.flagged)],
    [
      'U',
      () => {
        const uids = targets();
        openMessage(null);
        void flag(uids, 'seen', false, true);
      },
    ],
    ['I', () => void flag(targets(), 'seen', true, true)],
    [
      'z',
      () => {
        toast.dismiss();
        undo.current?.();
      },
    ],
    ['r', () => void compose('reply')],
    ['a', () => void compose('replyAll')],
    ['f', () => void compose('forward')],
    ['c', () => void compose('new')],
    ['/', () => document.querySelector<HTMLInputElement>('[data-mail-search]')?.focus()],
    ['?', () => setHelp(true)],
    ['g i', () => special('inbox')],
    ['g t', () => special('sent')],
    ['g s', () => special('flagged')],
    ['g d', () => special('drafts')],
    ['g a', () => special('archive')],
    ['g #', () => special('trash')],
  ]);

  const acts = useMemo(
    () => ({
      back: () => openMessage(null),
      archive: () => void place('archive', uid ? [uid] : []),
      trash: () => trash(uid ? [uid] : []),
      junk: () => void place(here.current.folder?.special === 'junk' ? 'inbox' : 'junk', uid ? [uid] : []),
      move: (to: string) => void move(to, uid ? [uid] : []),
      unread: () => {
        openMessage(null);
        if (uid) void flag([uid], 'seen', false, true);
      },
      star: (on: boolean) => void (uid && flag([uid], 'flagged', on)),
      compose: (kind: 'reply' | 'replyAll' | 'forward' | 'draft') => void compose(kind),
    }),
    [compose, flag, move, openMessage, place, trash, uid],
  );

  const filter = search === 'is:unread' ? 'unread' : search === 'is:starred' ? 'starred' : null;
  const label = name(folder) || path;

  return (
    <div className={cn('mail-panes', uid && 'mail-reading')} data-drawer={drawer || undefined}>
      <button type="button" tabIndex={-1} aria-hidden className="mail-veil" onClick={() => setDrawer(false)} />
      <aside className="mail-folders border-line border-r bg-sunken">
        <FolderPane
          folders={folders}
          path={path}
          onGo={(to) => {
            setDrawer(false);
            go(to);
          }}
          onCompose={() => void compose('new')}
        />
      </aside>

      <section id="messages" className="mail-list border-line border-r bg-surface" aria-label={t('messages')}>
        <div className="flex shrink-0 items-center gap-1.5 border-line border-b px-2 py-1.5">
          <Button
            variant="ghost"
            size="icon"
            className="mail-menu"
            aria-label={t('folders')}
            onClick={() => setDrawer(true)}
          >
            <PanelLeft aria-hidden />
          </Button>
          <SearchField key={path} folder={label} value={search} onChange={onSearch} />
          <Tooltip content={t('act.keys')}>
            <Button
              variant="ghost"
              size="icon"
              className="mail-keys"
              aria-label={t('act.keys')}
              onClick={() => setHelp(true)}
            >
              <CircleQuestionMark aria-hidden />
            </Button>
          </Tooltip>
        </div>
        {selected.size > 0 ? (
          <div className="flex h-10 shrink-0 items-center gap-0.5 border-line border-b bg-accent-soft px-2">
            <Button variant="ghost" size="icon" aria-label={t('list.clear')} onClick={() => setSelected(new Set())}>
              <X aria-hidden />
            </Button>
            <span className="min-w-0 flex-1 truncate font-medium text-ink text-sm">
              {t('list.selected', { count: selected.size })}
            </span>
            <Bulk label={t('act.archive')} onClick={() => void place('archive')}>
              <Archive aria-hidden />
            </Bulk>
            <Bulk label={folder?.special === 'trash' ? t('act.remove') : t('act.delete')} onClick={() => trash()}>
              <Trash2 aria-hidden />
            </Bulk>
            <Bulk label={t('act.junk')} onClick={() => void place('junk')}>
              <ShieldAlert aria-hidden />
            </Bulk>
            <Bulk label={t('act.markRead')} onClick={() => void flag(targets(), 'seen', true, true)}>
              <MailOpen aria-hidden />
            </Bulk>
            <Menu
              trigger={
                <Button variant="ghost" size="icon" aria-label={t('act.move')}>
                  <FolderInput aria-hidden />
                </Button>
              }
              items={folders
                .filter((one) => one.selectable && one.path !== path)
                .map((one) => ({ label: <bdi>{name(one)}</bdi>, onSelect: () => void move(one.path) }))}
            />
          </div>
        ) : (
          <div className="flex h-10 shrink-0 items-center gap-1.5 border-line border-b px-3">
            <h1 className="min-w-0 flex-1 truncate text-sm">
              <bdi className="font-semibold text-ink">{label}</bdi>
              <span className="ml-2 text-ink-3 text-xs">
                {list.status === 'ready' ? t(search ? 'list.found' : 'list.count', { count: list.state.total }) : ''}
              </span>
            </h1>
            <FilterChip pressed={filter === 'unread'} onPressedChange={(on) => onSearch(on ? 'is:unread' : '')}>
              {t('list.filterUnread')}
            </FilterChip>
            <FilterChip pressed={filter === 'starred'} onPressedChange={(on) => onSearch(on ? 'is:starred' : '')}>
              {t('list.filterStarred')}
            </FilterChip>
          </div>
        )}
        {line !== 'live' && (
          <p role="status" className="shrink-0 border-line border-b bg-warn-soft px-3 py-1.5 text-warn text-xs">
            {t(`line.${line}`)}
          </p>
        )}
        <ListPane
          list={list}
          folder={folder}
          path={path}
          search={search}
          openUid={uid}
          cursor={cursor}
          selected={selected}
          onOpen={open}
          onForesee={onForesee}
          onSelect={select}
          onStar={onStar}
        />
        <Button
          variant="primary"
          className="mail-write size-12 rounded-full shadow-menu"
          size="icon"
          aria-label={t('act.compose')}
          onClick={() => void compose('new')}
        >
          <SquarePen aria-hidden />
        </Button>
      </section>

      <main className="mail-message bg-surface" aria-label={t('message')}>
        <MessagePane
          opened={opened}
          folders={folders}
          folder={folder}
          flagged={row?.flagged ?? (shown?.flagged || false)}
          acts={acts}
          onRetry={again}
        />
      </main>

      <div className="mail-dock">
        {letters.map((letter) => (
          <Composer
            key={letter.key}
            letter={letter}
            onClose={() => setLetters((before) => before.filter((one) => one.key !== letter.key))}
            onSent={({ about }) => {
              if (about?.folder === here.current.path) {
                here.current.list.patch(
                  [about.uid],
                  about.kind === 'forward' ? { forwarded: true } : { answered: true },
                );
              }
            }}
          />
        ))}
      </div>
      {help ? <KeysDialog open onOpenChange={setHelp} /> : null}
      {removing ? (
        <ConfirmDialog
          open
          onOpenChange={(on) => !on && setRemoving(null)}
          title={t('removeDialog.title', { count: removing.length })}
          confirmLabel={t('removeDialog.confirm', { count: removing.length })}
          danger
          onConfirm={() => void remove()}
        >
          {t('removeDialog.text')}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

function Bulk({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip content={label}>
      <Button variant="ghost" size="icon" aria-label={label} onClick={onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}
