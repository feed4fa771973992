'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { cn } from '@/components/ui/cn';
import type { Folder, Message, Page } from '@/lib/webmail/shapes';
import { useComposers } from './composer/use-composers';
import { FolderPane } from './folder-pane';
import { MessageList } from './list/message-list';
import { MailDialogs } from './mail-dialogs';
import { MailDock } from './mail-dock';
import { MessagePane } from './message/message-pane';
import { useDocumentTitle } from './use-document-title';
import { useFolderRemade } from './use-folder-remade';
import { useMailActions } from './use-mail-actions';
import { useMailKeys } from './use-mail-keys';
import { useMarkRead } from './use-mark-read';
import { useNavigation } from './use-navigation';
import { usePrefetchNeighbours } from './use-prefetch';
import { useView } from './use-view';
import { goTo } from './view';

interface Props {
  /** The mailbox, as a name for what the browser keeps for it. */
  account: string;
  folders: Folder[];
  page: Page | null;
  message: Message | null;
}

/** The three panes of the webmail. */
export function Mail({ account, folders: initialFolders, page, message }: Props) {
  const t = useTranslations('mail');
  const { current, view, selection, connection, addUnseen, ...read } = useView(initialFolders, page, message);
  const { path, search, uid, folders, folder, row } = current;
  const { opened, retry, shown } = read;
  const navigation = useNavigation(view, selection.setCursorUid);
  const { openMessage } = navigation;
  const { compose, ...dock } = useComposers(view);
  const actions = useMailActions({ view, selection, addUnseen, openMessage, compose });
  const { flag, removal } = actions;
  const [drawer, setDrawer] = useState(false);
  const [keysShown, setKeysShown] = useState(false);
  const showKeys = () => setKeysShown(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: choosing a folder or a search closes the drawer
  useEffect(() => setDrawer(false), [path, search]);

  useDocumentTitle(folders, folder);
  usePrefetchNeighbours(path, uid, view);
  useFolderRemade(current, selection, openMessage);
  useMarkRead(shown, path, uid, view, flag);
  useMailKeys({ view, selection, ...navigation, ...actions, trash: removal.trash, compose, showKeys });

  return (
    <div className={cn('mail-panes', uid && 'mail-reading')} data-drawer={drawer || undefined}>
      <button type="button" tabIndex={-1} aria-hidden className="mail-veil" onClick={() => setDrawer(false)} />
      <aside className="mail-folders border-line border-r bg-sunken">
        <FolderPane
          folders={folders}
          path={path}
          onGo={(to) => {
            setDrawer(false);
            goTo(to);
          }}
          onCompose={() => void compose('new')}
        />
      </aside>
      <MessageList
        view={current}
        selection={selection}
        connection={connection}
        navigation={navigation}
        actions={actions.ofSelection}
        onStar={actions.star}
        onCompose={() => void compose('new')}
        onShowFolders={() => setDrawer(true)}
        onShowKeys={showKeys}
      />
      <main className="mail-message bg-surface" aria-label={t('message')}>
        <MessagePane
          account={account}
          opened={opened}
          folders={folders}
          folder={folder}
          flagged={row?.flagged ?? (shown?.flagged || false)}
          actions={actions.ofMessage}
          onRetry={retry}
        />
      </main>
      <MailDock account={account} {...dock} />
      <MailDialogs
        keysShown={keysShown}
        onKeysShown={setKeysShown}
        removing={removal.removing}
        onRemove={() => void removal.remove()}
        onCancelRemove={removal.cancelRemove}
      />
    </div>
  );
}
