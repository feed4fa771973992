import { createHash } from 'node:crypto';

/** By which a later change of a script is recognised. */
export function fingerprint(content: string | null): string {
  return content === null ? 'none' : createHash('sha256').update(content).digest('base64url');
}
