import 'server-only';

export { clientSettings } from './client-settings';
export { autoconfig, autodiscover, autodiscoverAddress, mtaStsPolicy } from './describe-settings';
export { offeredSettings, ownProfile } from './offered-settings';
