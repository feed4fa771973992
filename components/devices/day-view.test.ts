import { describe, expect, it } from 'vitest';
import { joined, pan, reveal, ticks, zoom } from './day-view';

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
});
