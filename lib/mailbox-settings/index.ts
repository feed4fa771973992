import 'server-only';

export {
  setDisplayName,
  setMainPassword,
  setOwnPassword,
  setPassword,
  setPop3Keep,
  setProtocols,
  setQuota,
} from './change-settings';
export { listDomainSwitches, switchPop3OffForDomain, undoDomainSwitch } from './switch-domain-protocol';
