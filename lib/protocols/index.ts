export { type Protocol, protocolFacts, protocols } from './values';
