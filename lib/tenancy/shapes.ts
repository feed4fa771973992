export { type Capability, type Role, roles } from './capabilities';
