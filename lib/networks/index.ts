import 'server-only';

export {
  type AddressCut,
  cutAddress,
  cutSessionId,
  ofCustomers,
  wholeAddress,
  wholeSessionId,
} from './cut-address';
