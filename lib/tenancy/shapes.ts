export type { Capability, Role } from './capabilities';
