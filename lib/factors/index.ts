import 'server-only';

export { factorOfPerson, spendCodeOfPerson } from './factor-of-person';
export { addPasskey, listPasskeys, removePasskey, startPasskey } from './passkeys';
export { peopleWithFactors, readOwnersFactors } from './read-factors';
export { removeFactors, removeOwnersFactors } from './remove-factors';
export {
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  secondFactorState,
  startSecondFactor,
} from './second-factor';
export { spendCode } from './spend-code';
export { askForPasskey, verifyPasskey } from './verify-passkey';
