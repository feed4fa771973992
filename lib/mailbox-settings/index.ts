import 'server-only';

export {
  setDisplayName,
  setOwnPassword,
  setPassword,
  setPop3Keep,
  setProtocols,
  setQuota,
} from './change-settings';
export { setMainPassword, withMainPasswordOff } from './main-password';
export { listDomainSwitches, switchPop3OffForDomain, undoDomainSwitch } from './switch-domain-protocol';
