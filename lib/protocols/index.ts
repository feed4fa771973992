export {
  type Protocol,
  perProtocol,
  protocolFacts,
  protocols,
  protocolsOfService,
  switchedOn,
  switchesOf,
} from './values';
