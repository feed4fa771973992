'use client';

import { useEffect, useState } from 'react';
import type { ImportRow } from '@/lib/imports/shapes';
import { readImportAction } from '../actions';

const stepMs = 500;

/** An import as it goes on. */
export function useImport(start: ImportRow): [ImportRow, (row: ImportRow) => void] {
  const [row, setRow] = useState(start);
  const underWay = row.state === 'running' || row.state === 'cancelling';
  const { id } = row;
  useEffect(() => {
    if (!underWay) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await readImportAction({ importId: id }).catch(() => null);
      if (stopped) return;
      if (answer?.ok && answer.data) setRow(answer.data);
      timer = setTimeout(look, stepMs);
    };
    timer = setTimeout(look, stepMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [id, underWay]);
  return [row, setRow];
}
