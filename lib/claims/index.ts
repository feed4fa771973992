import 'server-only';

export { addressesOfOthers, refuseAddressOfOthers } from './addresses-of-others';
export { refuseReservedName } from './reserved-names';
