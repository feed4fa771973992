import type { ComposeKind } from '../composer/open-composers';

/** Actions on the open message. */
export interface MessageActions {
  back: () => void;
  archive: () => void;
  trash: () => void;
  junk: () => void;
  move: (to: string) => void;
  unread: () => void;
  star: (on: boolean) => void;
  compose: (kind: Exclude<ComposeKind, 'new'>) => void;
}
