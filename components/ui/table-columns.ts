import { useCallback, useMemo, useSyncExternalStore } from 'react';

type Visibility = Record<string, boolean>;

const prefix = 'milepost-columns:';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a browser remembers of a table's columns, laid over what the table itself says. */
export function useKeptColumns(
  table: string,
  columns: { id: string; hidden?: boolean }[],
): [Visibility, (next: Visibility) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => read(prefix + table),
    () => '',
  );
  const kept = useMemo(() => {
    const own: Visibility = Object.fromEntries(columns.map((column) => [column.id, !column.hidden]));
    const merged = { ...own };
    for (const [id, shown] of Object.entries(parse(text))) if (id in merged) merged[id] = shown;
    return Object.values(merged).includes(true) ? merged : own;
  }, [columns, text]);
  const keep = useCallback(
    (next: Visibility) => {
      try {
        localStorage.setItem(prefix + table, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing shows the table's own choice next time.
      }
      for (const listener of listeners) listener();
    },
    [table],
  );
  return [kept, keep];
}

/** The same choice with one column turned over. */
export function keptColumns(kept: Visibility, id: string): Visibility {
  return { ...kept, [id]: kept[id] === false };
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
