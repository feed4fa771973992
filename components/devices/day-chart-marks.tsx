export const laneHeight = 34;

/** A delivered message: an envelope. */
export function MessageMark({ x, y, colour }: { x: number; y: number; colour: string }) {
  return (
    <g
      transform={`translate(${x - 7} ${y - 5})`}
      fill="var(--surface)"
      stroke={colour}
      strokeWidth="1.5"
      strokeLinejoin="round"
    >
      <rect width="14" height="10" rx="1.5" />
      <path d="m0.5 1.5 6.5 4.5 6.5-4.5" fill="none" />
    </g>
  );
}

/** A message that left: an arrow down when removed, sideways when moved to another folder. */
export function RemovalMark({ x, y, moved }: { x: number; y: number; moved: boolean }) {
  const colour = moved ? 'var(--ink-3)' : 'var(--bad)';
  return (
    <g transform={`translate(${x} ${y + laneHeight / 2})`}>
      <circle r="8" fill="var(--surface)" stroke={colour} strokeWidth="1.5" />
      <path
        d={moved ? 'M-3.5 0H3.5M1 -2.5 3.5 0 1 2.5' : 'M0 -3.5V3.5M-2.5 1 0 3.5 2.5 1'}
        fill="none"
        stroke={colour}
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </g>
  );
}
