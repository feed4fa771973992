import type { ClientSettings } from '@/lib/client-setup/shapes';
import type { Device } from '@/lib/devices/shapes';
import { recent } from '../mailboxes/[mailboxId]/devices-losing-access';

/** What the set-up of a factor needs of an owner's mailbox. Null for somebody without one. */
export interface Programs {
  mailboxId: string;
  address: string;
  /** Whether mail programs may use the main password. */
  allowed: boolean;
  devices: Device[];
  settings: ClientSettings;
}

export const usingMainPassword = (devices: Device[]) => recent(devices, ({ credential }) => credential === 'main');
