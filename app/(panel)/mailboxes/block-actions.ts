import type { BlockActions } from '@/components/accounts/network-blocks';
import { blockNetworkAction, liftNetworkBlockAction } from './actions';

export const blockActions: BlockActions = { block: blockNetworkAction, lift: liftNetworkBlockAction };
