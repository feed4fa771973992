'use client';

import { SquarePen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { Connection } from '../use-live';
import type { useNavigation } from '../use-navigation';
import type { View } from '../view';
import { useFolderName } from '../words';
import { ListPane } from './list-pane';
import { ListSearchBar } from './list-search-bar';
import { ListTitle } from './list-title';
import { type SelectionActions, SelectionBar } from './selection-bar';
import type { SelectionHandle } from './use-selection';

interface Props {
  view: View;
  selection: SelectionHandle;
  connection: Connection;
  navigation: ReturnType<typeof useNavigation>;
  actions: SelectionActions;
  onStar: (uid: number, on: boolean) => void;
  onCompose: () => void;
  onShowFolders: () => void;
  onShowKeys: () => void;
}

/** The pane in the middle: search, title or selection, and the messages. */
export function MessageList(props: Props) {
  const { view, selection, connection, navigation, actions } = props;
  const { path, search, folders, folder, list, selected } = view;
  const t = useTranslations('mail');
  const title = useFolderName()(folder) || path;
  return (
    <section id="messages" className="mail-list border-line border-r bg-surface" aria-label={t('messages')}>
      <ListSearchBar
        path={path}
        title={title}
        search={search}
        onSearch={navigation.searchFor}
        onShowFolders={props.onShowFolders}
        onShowKeys={props.onShowKeys}
      />
      {selected.size > 0 ? (
        <SelectionBar
          count={selected.size}
          folders={folders}
          folder={folder}
          path={path}
          actions={actions}
          onClear={selection.clear}
        />
      ) : (
        <ListTitle
          title={title}
          search={search}
          total={list.status === 'ready' ? list.state.total : null}
          onSearch={navigation.searchFor}
        />
      )}
      {connection !== 'live' && (
        <p role="status" className="shrink-0 border-line border-b bg-warn-soft px-3 py-1.5 text-warn text-xs">
          {t(`connection.${connection}`)}
        </p>
      )}
      <ListPane
        list={list}
        folder={folder}
        path={path}
        search={search}
        openUid={view.uid}
        cursor={view.cursor}
        selected={selected}
        onOpen={navigation.open}
        onPrefetch={navigation.prefetch}
        onSelect={selection.select}
        onStar={props.onStar}
      />
      <Button
        variant="primary"
        className="mail-write size-12 rounded-full shadow-menu"
        size="icon"
        aria-label={t('act.compose')}
        onClick={props.onCompose}
      >
        <SquarePen aria-hidden />
      </Button>
    </section>
  );
}
