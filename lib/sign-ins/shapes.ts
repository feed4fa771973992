/** How a sign-in was authenticated. */
export type SignInMethod = 'password' | 'code' | 'recovery' | 'passkey';
