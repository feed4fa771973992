import type { BlockActions } from '@/components/accounts/network-blocks';
import { blockNetworkAction, unblockNetworkAction } from './actions';

export const blockActions: BlockActions = { block: blockNetworkAction, lift: unblockNetworkAction };
