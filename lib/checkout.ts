import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// What tests of the code base itself read.

export const checkout = path.resolve(import.meta.dirname, '..');

export const read = (file: string) => readFileSync(path.join(checkout, file), 'utf8');

/** The files in a folder and the folders in it, by their path in the checkout. */
export const below = (folder: string) =>
  readdirSync(path.join(checkout, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(checkout, path.join(entry.parentPath, entry.name)));
