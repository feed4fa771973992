import { createHash } from 'node:crypto';

/** A hash that shows whether a script has changed. */
export function fingerprint(content: string | null): string {
  return content === null ? 'none' : createHash('sha256').update(content).digest('base64url');
}
