import { describe, expect, it } from 'vitest';
import { lineGeometry, pictureLayout, type Spot } from './picture-geometry';

const at = (spots: Spot[], index: number) => spots[index] as Spot;

describe('the layout of the mailbox picture', () => {
  it('puts the first half of the devices at the left, and centres the shorter column', () => {
    const { spots, hub, height, narrow } = pictureLayout(3, 1000);
    expect(narrow).toBe(false);
    expect(spots.map(({ side }) => side)).toEqual(['left', 'left', 'right']);
    expect(height).toBe(222);
    expect(spots.map(({ box }) => box.top)).toEqual([0, 118, 59]);
    expect(at(spots, 0)).toMatchObject({ box: { left: 0, width: 295 }, anchor: { x: 295, y: 52 } });
    expect(at(spots, 2)).toMatchObject({ box: { left: 705 }, anchor: { x: 705, y: 111 } });
    expect(hub).toEqual({ left: 405, top: 49, width: 190, height: 124 });
  });

  it('never overlaps the mailbox, and keeps room for it without devices', () => {
    for (const width of [760, 900, 1600]) {
      const { spots, hub } = pictureLayout(7, width);
      for (const { box, side } of spots) {
        if (side === 'left') expect(box.left + box.width).toBeLessThan(hub.left);
        else expect(box.left).toBeGreaterThan(hub.left + hub.width);
      }
    }
    expect(pictureLayout(0, 1000)).toMatchObject({ spots: [], height: 150 });
  });

  it('is one column under the mailbox on a narrow screen', () => {
    const { spots, hub, height, narrow } = pictureLayout(2, 400);
    expect(narrow).toBe(true);
    expect(hub).toEqual({ left: 0, top: 0, width: 400, height: 72 });
    expect(spots.map(({ box }) => [box.left, box.top, box.width])).toEqual([
      [56, 98, 344],
      [56, 216, 344],
    ]);
    expect(height).toBe(334);
  });
});

describe('a line of the picture', () => {
  it('leads from the mailbox to its card with an arrowhead at each end', () => {
    const { spots, hub } = pictureLayout(2, 1000);
    const left = lineGeometry(at(spots, 0), hub, false, 0);
    expect(left.path).toBe('M400 75C345 75 355 75 300 75');
    expect(left.deviceHead).toBe('M308 69.5L300 75L308 80.5');
    expect(left.serverHead).toBe('M392 69.5L400 75L392 80.5');
    expect(left.middle).toEqual({ x: 350, y: 75 });
    const right = lineGeometry(at(spots, 1), hub, false, 0);
    expect(right.path).toBe('M600 75C655 75 645 75 700 75');
  });

  it('is shifted where a device has several, and stays at the side of the mailbox', () => {
    const { spots, hub } = pictureLayout(9, 1000);
    const [, startY] = /^M\S+ (\S+)C/.exec(lineGeometry(at(spots, 0), hub, false, -8).path) ?? [];
    expect(Number(startY)).toBe(hub.top + 14);
  });

  it('runs down the shared line on a narrow screen', () => {
    const { spots, hub } = pictureLayout(1, 400);
    const { path, middle, serverHead } = lineGeometry(at(spots, 0), hub, true, 0);
    expect(path).toBe('M22 80V138Q22 150 34 150H51');
    expect(middle).toEqual({ x: 22, y: 116 });
    expect(serverHead).toBe('M16.5 88L22 80L27.5 88');
  });
});
