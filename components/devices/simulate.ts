/** Minutes since the message was delivered are the only clock here. */
export interface SimDevice {
  id: string;
  protocol: 'imap' | 'pop3';
  /** Asks every so many minutes; null: stays connected (IMAP IDLE). */
  pollMinutes: number | null;
  /** First asks so many minutes after the delivery. */
  offsetMinutes: number;
  /** POP3: removes what it has fetched after so many days; 0 at once, null never. */
  removeAfterDays: number | null;
}

export interface SimSettings {
  devices: SimDevice[];
  /** Somebody deletes the message on this device so long after it came. */
  deletion: { deviceId: string; afterMinutes: number } | null;
  horizonMinutes: number;
}

/** What a device shows: nothing yet, the message on the server, its own copy alone, or no longer. */
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
  /** A POP3 program keeps what it fetched, whatever happens on the server. */
  copy: boolean;
  steps: { at: number; shows: Shows }[];
}

const dayMinutes = 1440;

/**
 * What each device shows of one message at each moment, for chosen settings. IMAP shows what is on the server when it
 * looks; POP3 fetches a copy of its own (RFC 1939), removes the message from the server when its setting says so, and
 * never learns what others do.
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
    const mine = memory.get(device.id);
    if (!mine) return;
    if (device.protocol === 'imap') {
      if (server.removedAt === null) {
        mine.seenAt ??= at;
        show(device.id, at, 'server');
      } else show(device.id, at, mine.seenAt === null ? 'never' : 'gone');
      return;
    }
    if (mine.seenAt === null && server.removedAt === null) {
      mine.seenAt = at;
      mine.copy = true;
    } else if (mine.seenAt === null) show(device.id, at, 'never');
    if (mine.seenAt === null || server.removedAt !== null) {
      if (mine.copy) show(device.id, at, 'own-copy');
      return;
    }
    const due = device.removeAfterDays === null ? null : mine.seenAt + device.removeAfterDays * dayMinutes;
    if (due !== null && at >= due) {
      remove(at, device.id);
      show(device.id, at, 'own-copy');
    } else if (mine.copy) show(device.id, at, 'server');
  };

  for (const { at, device, deletes } of moments(devices, deletion, horizonMinutes)) {
    if (!deletes) look(device, at);
    else {
      const mine = memory.get(device.id);
      if (mine?.seenAt === null || mine === undefined) continue;
      if (device.protocol === 'imap') remove(at, device.id);
      // Deleted in a POP3 program: its own copy is removed, and the message on the server only if the program removes
      // messages there.
      else {
        mine.copy = false;
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

/** Everything that happens, in its order: looks, and the deletion after a look of the same minute. */
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
