'use client';

import { useState } from 'react';
import { usePolling } from '@/components/use-polling';
import type { ImportRow } from '@/lib/imports/shapes';
import { readImportAction } from '../actions';

/** Polls a running import. */
export function useImport(start: ImportRow): [ImportRow, (row: ImportRow) => void] {
  const [row, setRow] = useState(start);
  const underWay = row.state === 'running' || row.state === 'cancelling';
  const read = async (importId: string) => {
    const answer = await readImportAction({ importId });
    return answer.ok ? answer.data : null;
  };
  usePolling(underWay ? row.id : null, read, setRow);
  return [row, setRow];
}
