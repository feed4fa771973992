/** A sign-in that was declined, in the one word that the page turns into a sentence. */
export class Declined extends Error {
  constructor(readonly reason: 'wrong' | 'locked' | 'code-needed' | 'code-wrong' | 'passkey-needed' | 'passkey-wrong') {
    super(reason);
  }
}
