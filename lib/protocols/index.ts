export { type Protocol, perProtocol, protocolFacts, protocols, protocolsOfService } from './values';
