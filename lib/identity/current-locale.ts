import { currentSignIn } from './current-sign-in';

/** The language that the account behind this request chose, or null. */
export async function currentLocale(): Promise<string | null> {
  const row = await currentSignIn();
  return row?.person?.locale ?? row?.mailbox?.locale ?? null;
}
