import type { Device } from '@/lib/devices/shapes';
import { showsMail } from './day-lanes';
import type { SimDevice } from './simulate';

export interface Setting extends SimDevice {
  name: string;
}

/** More rows than this are hard to compare. */
const maxDevices = 6;
/** A device whose rhythm is unknown is assumed to check once an hour. */
const defaultPollMinutes = 60;
const defaultRemoveAfterDays = 14;

/** The initial settings of the simulation: the devices of the mailbox that show mail. */
export function settingsOf(devices: Device[], nameOf: (device: Device) => string): Setting[] {
  return devices
    .filter(showsMail)
    .slice(0, maxDevices)
    .map((device) => ({
      id: device.id,
      name: nameOf(device),
      protocol: device.protocol === 'pop3' ? 'pop3' : 'imap',
      pollMinutes: pollMinutesOf(device),
      offsetMinutes: device.rhythm.kind === 'stays' ? 0 : 10,
      removeAfterDays: removeAfterDaysOf(device),
    }));
}

/** Null stays connected. */
function pollMinutesOf({ rhythm }: Device): number | null {
  if (rhythm.kind === 'stays') return null;
  return rhythm.kind === 'polls' ? Math.max(1, Math.round(rhythm.everySeconds / 60)) : defaultPollMinutes;
}

/** Null leaves the message on the server. */
function removeAfterDaysOf({ protocol, takes, kept }: Device): number | null {
  if (protocol !== 'pop3' || takes === 'leaves' || takes === 'not-seen') return null;
  return takes === 'later' ? Math.round(kept?.days ?? defaultRemoveAfterDays) : 0;
}

export function newSetting(settings: Setting[], protocol: Setting['protocol'], name: string): Setting {
  return {
    id: `new-${settings.length}-${protocol}`,
    name,
    protocol,
    offsetMinutes: 10,
    pollMinutes: 30,
    removeAfterDays: protocol === 'pop3' ? 0 : null,
  };
}
