import { useCallback, useMemo, useSyncExternalStore } from 'react';

export type Visibility = Record<string, boolean>;

const prefix = 'milepost-columns:';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The visible columns: the choice stored in this browser, else the table's default. */
export function useColumnChoice(
  table: string,
  columns: { id: string; hidden?: boolean }[],
): [Visibility, (next: Visibility) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => read(prefix + table),
    () => '',
  );
  const visibility = useMemo(() => {
    const own: Visibility = Object.fromEntries(columns.map((column) => [column.id, !column.hidden]));
    const merged = { ...own };
    for (const [id, shown] of Object.entries(parse(text))) if (id in merged) merged[id] = shown;
    return Object.values(merged).includes(true) ? merged : own;
  }, [columns, text]);
  const store = useCallback(
    (next: Visibility) => {
      try {
        localStorage.setItem(prefix + table, JSON.stringify(next));
      } catch {
        // Without storage the browser shows the default columns next time.
      }
      for (const listener of listeners) listener();
    },
    [table],
  );
  return [visibility, store];
}

/** The same choice with one column shown or hidden. */
export function withColumnToggled(visibility: Visibility, id: string): Visibility {
  return { ...visibility, [id]: visibility[id] === false };
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function parse(text: string): Visibility {
  try {
    const value: unknown = JSON.parse(text || '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, shown]) => typeof shown === 'boolean')) as Visibility;
  } catch {
    return {};
  }
}
