import 'server-only';

export { actorOfSignIn, currentActor, newcomer, requireActor } from './actor';
export { clientAddress } from './client-address';
export { currentLocale } from './current-locale';
export { knowBrowser } from './know-browser';
export { authOptions } from './next-auth';
export { currentProfile } from './profile';
export { returnPath } from './return-path';
export { signInName } from './sign-in-name';
export { switchMembership } from './switch-membership';
export { currentView, endViewAs, startViewAs } from './view-as';
