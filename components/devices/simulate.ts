/** All times are minutes since the message was delivered. */
export interface SimDevice {
  id: string;
  protocol: 'imap' | 'pop3';
  /** Minutes between checks for mail; null: stays connected (IMAP IDLE). */
  pollMinutes: number | null;
  /** Minutes from the delivery to the first check. */
  offsetMinutes: number;
  /** POP3: days until fetched messages are removed; 0 at once, null never. */
  removeAfterDays: number | null;
}

export interface SimSettings {
  devices: SimDevice[];
  /** The message is deleted on this device at this time. */
  deletion: { deviceId: string; afterMinutes: number } | null;
  horizonMinutes: number;
}

/** What a device shows: nothing yet, the message on the server, only its own copy, or no longer anything. */
export type Shows = 'not-yet' | 'server' | 'own-copy' | 'gone' | 'never';

export interface Segment {
  from: number;
  to: number;
  shows: Shows;
}

export interface SimStates {
  server: { removedAt: number | null; by: string | null };
  devices: {
    id: string;
    /** When it first shows the message. */
    seenAt: number | null;
    segments: Segment[];
  }[];
}

interface Memory {
  seenAt: number | null;
  /** A POP3 program keeps its fetched copy, whatever happens on the server. */
  copy: boolean;
  steps: { at: number; shows: Shows }[];
}

const dayMinutes = 1440;

/**
 * When each device shows one message, for the chosen settings. IMAP shows what is on the server when it
 * checks; POP3 fetches its own copy (RFC 1939), removes the message from the server when it is set to, and
 * never sees what other devices do.
 */
export function simulate({ devices, deletion, horizonMinutes }: SimSettings): SimStates {
  const server: SimStates['server'] = { removedAt: null, by: null };
  const memory = new Map<string, Memory>(
    devices.map(({ id }) => [id, { seenAt: null, copy: false, steps: [{ at: 0, shows: 'not-yet' }] }]),
  );
  const remove = (at: number, by: string) => {
    if (server.removedAt !== null) return;
    server.removedAt = at;
    server.by = by;
    // A device that stays connected is notified at once.
    for (const device of devices) if (device.protocol === 'imap' && device.pollMinutes === null) look(device, at);
  };
  const show = (id: string, at: number, shows: Shows) => {
    const steps = memory.get(id)?.steps;
    if (steps && steps[steps.length - 1]?.shows !== shows) steps.push({ at, shows });
  };
  const look = (device: SimDevice, at: number) => {
    const known = memory.get(device.id);
    if (!known) return;
    if (device.protocol === 'imap') {
      if (server.removedAt === null) {
        known.seenAt ??= at;
        show(device.id, at, 'server');
      } else show(device.id, at, known.seenAt === null ? 'never' : 'gone');
      return;
    }
    if (known.seenAt === null && server.removedAt === null) {
      known.seenAt = at;
      known.copy = true;
    } else if (known.seenAt === null) show(device.id, at, 'never');
    if (known.seenAt === null || server.removedAt !== null) {
      if (known.copy) show(device.id, at, 'own-copy');
      return;
    }
    const due = device.removeAfterDays === null ? null : known.seenAt + device.removeAfterDays * dayMinutes;
    if (due !== null && at >= due) {
      remove(at, device.id);
      show(device.id, at, 'own-copy');
    } else if (known.copy) show(device.id, at, 'server');
  };

  for (const { at, device, deletes } of moments(devices, deletion, horizonMinutes)) {
    if (!deletes) look(device, at);
    else {
      const known = memory.get(device.id);
      if (known?.seenAt === null || known === undefined) continue;
      if (device.protocol === 'imap') remove(at, device.id);
      // Deleted in a POP3 program: its own copy is removed, and the message on the server only if the program removes
      // messages there.
      else {
        known.copy = false;
        if (device.removeAfterDays !== null) remove(at, device.id);
      }
      show(device.id, at, 'gone');
    }
  }
  return {
    server,
    devices: devices.map(({ id }) => {
      const { steps, seenAt } = memory.get(id) ?? { steps: [], seenAt: null };
      const segments = steps.map(({ at, shows }, index) => ({
        from: at,
        to: steps[index + 1]?.at ?? horizonMinutes,
        shows,
      }));
      return { id, seenAt, segments: segments.filter(({ from, to }) => to > from) };
    }),
  };
}

/** All checks and the deletion in order; the deletion comes after a check in the same minute. */
function moments(devices: SimDevice[], deletion: SimSettings['deletion'], horizon: number) {
  const list: { at: number; device: SimDevice; deletes: boolean }[] = [];
  for (const device of devices) {
    if (device.pollMinutes === null) list.push({ at: device.offsetMinutes, device, deletes: false });
    else
      for (let at = device.offsetMinutes; at <= horizon; at += Math.max(1, device.pollMinutes))
        list.push({ at, device, deletes: false });
    if (deletion?.deviceId === device.id) list.push({ at: deletion.afterMinutes, device, deletes: true });
  }
  return list.filter(({ at }) => at <= horizon).sort((a, b) => a.at - b.at || Number(a.deletes) - Number(b.deletes));
}
