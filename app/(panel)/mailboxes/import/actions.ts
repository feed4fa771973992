'use server';

import { action } from '@/lib/http';
import { cancelImport, listImportLines, readImport, startImport } from '@/lib/imports';
import { importLinesInput, importRef } from '@/lib/imports/shapes';

export const readImportAction = action(importRef, (actor, { importId }) => readImport(actor, importId));
export const loadImportLines = action(importLinesInput, (actor, input) => listImportLines(actor, input));
export const startImportAction = action(importRef, (actor, { importId }) => startImport(actor, importId));
export const cancelImportAction = action(importRef, (actor, { importId }) => cancelImport(actor, importId));
