'use server';

import { cancelImport, listImportLines, readImport, startImport } from '@/lib/accounts';
import { importLinesInput, importRef } from '@/lib/accounts/shapes';
import { action } from '@/lib/http';

export const readImportAction = action(importRef, (actor, { importId }) => readImport(actor, importId));
export const loadImportLines = action(importLinesInput, (actor, input) => listImportLines(actor, input));
export const startImportAction = action(importRef, (actor, { importId }) => startImport(actor, importId));
export const cancelImportAction = action(importRef, (actor, { importId }) => cancelImport(actor, importId));
