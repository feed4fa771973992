import 'server-only';

export { blockNetwork, unblockNetwork } from './block-network';
export { createAppPassword } from './create-app-password';
export { cutCredentialAddresses } from './cut-addresses';
export { listAppPasswords, listNetworkBlocks } from './list-credentials';
export { type CredentialUse, recordCredentialUse } from './record-use';
export { revokeAccess } from './revoke-access';
export { revokeAppPasswords } from './revoke-all';
export { revokeAppPassword } from './revoke-app-password';
export { restoreCredentials, saveCredentials } from './saved-credentials';
