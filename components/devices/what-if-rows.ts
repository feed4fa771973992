import type { Segment, SimStates } from './simulate';

export interface OutcomeRow {
  id: string;
  label: string;
  segments: Segment[];
}

/** What the server and each device show from the delivery to the horizon. */
export function outcomeRows(
  states: SimStates,
  horizonMinutes: number,
  serverLabel: string,
  nameOf: (id: string) => string,
): OutcomeRow[] {
  const { removedAt } = states.server;
  const server: Segment[] = [{ from: 0, to: removedAt ?? horizonMinutes, shows: 'server' }];
  if (removedAt !== null) server.push({ from: removedAt, to: horizonMinutes, shows: 'gone' });
  return [
    { id: 'server', label: serverLabel, segments: server },
    ...states.devices.map(({ id, segments }) => ({ id, label: nameOf(id), segments })),
  ];
}

/** Position of an instant in percent of the width. The square root gives early minutes more room than late days. */
export function widthShare(minutes: number, horizonMinutes: number): number {
  return Math.sqrt(Math.min(minutes, horizonMinutes) / horizonMinutes) * 100;
}
