import { currentSignIn } from './current-sign-in';

/** The language setting of the account of this request, or null. */
export async function currentLocale(): Promise<string | null> {
  const row = await currentSignIn();
  return row?.person?.locale ?? row?.mailbox?.locale ?? null;
}
