import { describe, expect, it } from 'vitest';
import { firstView, joined, marksNear, nextMark, pan, reveal, scaleOf, ticks, zoom } from './day-view';

const minute = 60_000;
const day = { from: 0, to: 1440 * minute };

describe('the view of a day', () => {
  it('zooms around the instant under the pointer', () => {
    const view = zoom(day, day, 720 * minute, 0.5);
    expect(view).toEqual({ from: 360 * minute, to: 1080 * minute });
    expect(zoom(view, day, 720 * minute, 2)).toEqual(day);
  });

  it('never leaves the day, nor goes closer than ten minutes', () => {
    expect(zoom(day, day, 0, 0.001)).toEqual({ from: 0, to: 10 * minute });
    expect(pan({ from: 0, to: 60 * minute }, day, -1)).toEqual({ from: 0, to: 60 * minute });
    expect(pan({ from: 1380 * minute, to: 1440 * minute }, day, 3).to).toBe(1440 * minute);
  });

  it('reveals what is outside', () => {
    expect(reveal({ from: 0, to: 60 * minute }, day, 120 * minute)).toEqual({ from: 90 * minute, to: 150 * minute });
    expect(reveal(day, day, 5)).toBe(day);
  });

  it('has a scale of full steps', () => {
    expect(ticks(day, day, 8)).toHaveLength(9);
    expect(ticks({ from: 0, to: 60 * minute }, day, 12)).toHaveLength(13);
  });

  it('draws bars that touch as one', () => {
    const bars = [
      { from: 0, to: 10 },
      { from: 12, to: 20 },
      { from: 40, to: 41 },
    ];
    expect(joined(bars, 5).map(({ bars: parts }) => parts.length)).toEqual([2, 1]);
    expect(joined(bars, 1)).toHaveLength(3);
  });

  it('starts with the last hours of today, and with all of another day', () => {
    expect(firstView({ ...day, now: day.to + minute })).toEqual(day);
    expect(firstView({ ...day, now: 720 * minute })).toEqual({ from: 500 * minute, to: 740 * minute });
    expect(firstView({ ...day, now: 10 * minute })).toEqual({ from: 0, to: 30 * minute });
    expect(firstView({ ...day, now: 1435 * minute }).to).toBe(day.to);
  });

  it('places instants on the screen and back', () => {
    const scale = scaleOf({ from: 60 * minute, to: 120 * minute }, 600);
    expect(scale.x(90 * minute)).toBe(300);
    expect(scale.at(300)).toBe(90 * minute);
    expect(scale.isVisible(0, 59 * minute)).toBe(false);
    expect(scale.isVisible(0, 60 * minute)).toBe(true);
    expect(scale.isVisible(121 * minute)).toBe(false);
  });
});

describe('the marks of a day', () => {
  const marks = [1000, 5000, 5200, 90_000].map((at) => ({ at }));

  it('are stepped through, those of one moment together', () => {
    expect(nextMark(marks, 1000, 'after')).toBe(5000);
    expect(nextMark(marks, 5000, 'after')).toBe(90_000);
    expect(nextMark(marks, 5200, 'before')).toBe(1000);
    expect(nextMark(marks, 1000, 'before')).toBeUndefined();
  });

  it('are near an instant within five pixels, and at least a second', () => {
    expect(marksNear(marks, 5000, 1).map(({ at }) => at)).toEqual([5000, 5200]);
    expect(marksNear(marks, 5000, 1000).map(({ at }) => at)).toEqual([1000, 5000, 5200]);
    expect(marksNear(Array(9).fill({ at: 0 }), 0, 1)).toHaveLength(6);
  });
});
