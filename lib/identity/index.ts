import 'server-only';

export { actorOfSignIn, currentActor, newcomer, requireActor } from './actor';
export { clientAddress } from './address';
export { readDemoPace, setDemoPace } from './demo-pace';
export { countSignIns, endSignIns } from './end-sign-ins';
export { beginAttempt, dropAttempt, type From, forgetOldFailures, forgiveFailures } from './lock-out';
export { endMySignIn, listMyFailures, listMySignIns } from './my-sign-ins';
export { authOptions } from './next-auth';
export { askForPasskey } from './passkey-sign-in';
export { addPasskey, listPasskeys, removePasskey, startPasskey } from './passkeys';
export { hashPassword, verifyPassword } from './password';
export { readPlatform, setPlatform } from './platform';
export { changeMyPassword, currentLocale, setMyLocale, switchMembership } from './preferences';
export { currentProfile } from './profile';
export { provePassword } from './prove-password';
export { returnPath } from './return-path';
export {
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  secondFactorState,
  startSecondFactor,
} from './second-factor';
export { signInName } from './sign-in';
export { readOwnersFactors, takeOffOwnersFactors } from './take-off-factors';
export { currentView, endViewAs, startViewAs } from './view-as';
