import { slugToFolder } from '@/lib/webmail/shapes';

/** Folder and message in the URL: /mail/INBOX/42. */
export function placeOf(pathname: string): { folder: string; uid: number | null } {
  const [, , slug, number] = pathname.split('/');
  const uid = Number(number);
  return { folder: slug ? slugToFolder(slug) : 'INBOX', uid: Number.isSafeInteger(uid) && uid > 0 ? uid : null };
}
