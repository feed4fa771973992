/** A line over the last hour, one point per minute, in the current text colour. Decorative: the number is beside it. */
export function Sparkline({ values, width = 96, height = 28 }: { values: number[]; width?: number; height?: number }) {
  if (values.length < 2) return <svg width={width} height={height} aria-hidden="true" />;
  const peak = Math.max(1, ...values);
  const step = width / (values.length - 1);
  // 1.5 px above and below keep the stroke inside.
  const points = values.map((value, index) => [index * step, height - 1.5 - (value / peak) * (height - 3)] as const);
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' L');
  const last = points[points.length - 1];
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className="h-7 w-full"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d={`M${line} L${width},${height} L0,${height} Z`} fill="currentColor" opacity={0.12} />
      <path
        d={`M${line}`}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
      {last && <line x1={width} x2={width} y1={last[1]} y2={height} stroke="currentColor" opacity={0.25} />}
    </svg>
  );
}
