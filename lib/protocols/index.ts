export {
  type ClientProtocol,
  clientProtocols,
  type Protocol,
  perProtocol,
  protocolFacts,
  protocols,
  protocolsOfService,
} from './values';
