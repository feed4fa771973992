/** The visible part of a day. */
export interface View {
  from: number;
  to: number;
}

const minute = 60_000;
/** Zooming in further than ten minutes reveals nothing more. */
const minSpan = 10 * minute;

/** Zooms around an instant, which keeps its position. Never goes beyond the day. */
export function zoom(view: View, day: View, at: number, factor: number): View {
  const span = Math.min(day.to - day.from, Math.max(minSpan, (view.to - view.from) * factor));
  const share = (at - view.from) / (view.to - view.from);
  return within({ from: at - share * span, to: at + (1 - share) * span }, day);
}

/** Moves by a fraction of the visible part. */
export function pan(view: View, day: View, share: number): View {
  const by = (view.to - view.from) * share;
  return within({ from: view.from + by, to: view.to + by }, day);
}

/** Moves the view to an instant that is not visible. */
export function reveal(view: View, day: View, at: number): View {
  if (at >= view.from && at <= view.to) return view;
  const span = view.to - view.from;
  return within({ from: at - span / 2, to: at + span / 2 }, day);
}

function within({ from, to }: View, day: View): View {
  if (from < day.from) return { from: day.from, to: Math.min(day.to, day.from + (to - from)) };
  if (to > day.to) return { from: Math.max(day.from, day.to - (to - from)), to: day.to };
  return { from, to };
}

/** Instants for the scale: full steps in the reader's time zone, at most `maxTicks`. */
export function ticks(view: View, day: View, maxTicks: number): number[] {
  const steps = [5, 10, 15, 30, 60, 120, 180, 240, 360].map((each) => each * minute);
  const step = steps.find((each) => (view.to - view.from) / each <= maxTicks) ?? 360 * minute;
  const list: number[] = [];
  for (let at = day.from; at <= day.to; at += step) if (at >= view.from && at <= view.to) list.push(at);
  return list;
}

/** Merges bars that would touch on the screen. */
export function joined<T extends { from: number; to: number }>(
  bars: T[],
  perPixel: number,
): { from: number; to: number; bars: T[] }[] {
  const list: { from: number; to: number; bars: T[] }[] = [];
  for (const bar of bars) {
    const last = list[list.length - 1];
    if (last && bar.from <= last.to + perPixel) {
      last.to = Math.max(last.to, bar.to);
      last.bars.push(bar);
    } else list.push({ from: bar.from, to: bar.to, bars: [bar] });
  }
  return list;
}

/** Today starts with its last hours, so that the newest sessions are wide enough to read. */
export function firstView(day: View & { now: number }): View {
  if (day.now >= day.to) return { from: day.from, to: day.to };
  const to = Math.min(day.to, day.now + 20 * minute);
  return { from: Math.max(day.from, to - 240 * minute), to };
}

/** Converts between instants and pixels. */
export interface Scale {
  width: number;
  msPerPixel: number;
  /** The pixel of an instant. */
  x: (at: number) => number;
  /** The instant under a pixel. */
  at: (x: number) => number;
  isVisible: (from: number, to?: number) => boolean;
}

export function scaleOf(view: View, width: number): Scale {
  const msPerPixel = (view.to - view.from) / width;
  return {
    width,
    msPerPixel,
    x: (at) => (at - view.from) / msPerPixel,
    at: (x) => view.from + x * msPerPixel,
    isVisible: (from, to = from) => to >= view.from && from <= view.to,
  };
}

/** Marks within this distance count as being at the instant. */
const sameInstantMs = 500;

/** The next mark after an instant, or the one before it. */
export function nextMark(marks: { at: number }[], at: number, direction: 'after' | 'before'): number | undefined {
  return direction === 'after'
    ? marks.find((mark) => mark.at > at + sameInstantMs)?.at
    : marks.findLast((mark) => mark.at < at - sameInstantMs)?.at;
}

/** The marks that the line at an instant touches, at most six. */
export function marksNear<T extends { at: number }>(marks: T[], at: number, msPerPixel: number): T[] {
  return marks.filter((mark) => Math.abs(mark.at - at) <= Math.max(msPerPixel * 5, 1000)).slice(0, 6);
}
