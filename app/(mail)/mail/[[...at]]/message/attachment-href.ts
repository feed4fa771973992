import type { MessageAt } from '@/lib/webmail/shapes';
import { query } from '../fetch-json';

/** Download URL of a part of a message. The part "message" is its source. */
export function attachmentHref({ folder, uidValidity, uid }: MessageAt, part: string): string {
  return `/api/mail/attachment?${query({ folder, uidValidity, uid, part })}`;
}
