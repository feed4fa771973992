/** What was shown to open a sign-in. */
export type SignInMethod = 'password' | 'code' | 'recovery' | 'passkey';
