import 'server-only';

export { cutAddress, wholeAddress } from './cut-address';
