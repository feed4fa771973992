import 'server-only';

export { cutSignInAddresses } from './cut-addresses';
export { endOtherSignIns } from './end-other-sign-ins';
export { countSignIns, endSignIn, endSignIns } from './end-sign-ins';
export { endMySignIn, listMySignIns } from './my-sign-ins';
export { openSignIn, signInHours } from './open-sign-in';
export { lastSeenOf, readOpenSignIns } from './read-sign-ins';
export { noteUse, setMembership } from './update-sign-in';
