export type { ClientSettings } from '@/lib/dns/shapes';
