/** The code of a declined sign-in. The page has the text. */
export class Declined extends Error {
  constructor(readonly reason: 'wrong' | 'locked' | 'code-needed' | 'code-wrong' | 'passkey-needed' | 'passkey-wrong') {
    super(reason);
  }
}
