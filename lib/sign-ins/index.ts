import 'server-only';

export { countSignIns, endSignIn, endSignIns } from './end-sign-ins';
export { keepOnlySignIn } from './keep-only-sign-in';
export { endMySignIn, listMySignIns } from './my-sign-ins';
export { openSignIn, signInHours } from './open-sign-in';
export { lastSeenOf, readOpenSignIns } from './read-sign-ins';
export { noteUse, setMembership } from './update-sign-in';
