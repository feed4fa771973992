/** The mailbox is between two columns of devices, or above one column on a narrow screen. */

export const cardHeight = 104;
const gap = 14;
/** Below this width the devices are in one column under the mailbox. */
const narrowWidth = 760;
const hubWidth = 190;
const hubHeight = 124;
const narrowHubHeight = 72;
/** Space between the columns and the mailbox, where the lines run. */
const lineSpace = 110;
const maxCardWidth = 340;
/** Where the shared line of a narrow picture runs. */
const trunkX = 22;

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Spot {
  box: Box;
  /** Where the line meets the card, and on which side of the mailbox the card is. */
  anchor: Point;
  side: 'left' | 'right';
}

export interface PictureLayout {
  spots: Spot[];
  hub: Box;
  height: number;
  narrow: boolean;
}

export function pictureLayout(count: number, width: number): PictureLayout {
  return width < narrowWidth ? oneColumn(count, width) : twoColumns(count, width);
}

function twoColumns(count: number, width: number): PictureLayout {
  const leftCount = Math.ceil(count / 2);
  const rightCount = count - leftCount;
  const height = Math.max(columnHeight(Math.max(1, leftCount)), 150);
  const cardWidth = Math.min(maxCardWidth, (width - hubWidth - 2 * lineSpace) / 2);
  const spots = Array.from({ length: count }, (_, index): Spot => {
    const isLeft = index < leftCount;
    const row = isLeft ? index : index - leftCount;
    const columnTop = (height - columnHeight(isLeft ? leftCount : rightCount)) / 2;
    const top = columnTop + row * (cardHeight + gap);
    const left = isLeft ? 0 : width - cardWidth;
    return {
      box: { left, top, width: cardWidth, height: cardHeight },
      anchor: { x: isLeft ? cardWidth : left, y: top + cardHeight / 2 },
      side: isLeft ? 'left' : 'right',
    };
  });
  const hub = { left: (width - hubWidth) / 2, top: (height - hubHeight) / 2, width: hubWidth, height: hubHeight };
  return { spots, hub, height, narrow: false };
}

function oneColumn(count: number, width: number): PictureLayout {
  const hub = { left: 0, top: 0, width, height: narrowHubHeight };
  const firstTop = hub.height + 26;
  const left = trunkX + 34;
  const spots = Array.from({ length: count }, (_, index): Spot => {
    const top = firstTop + index * (cardHeight + gap);
    return {
      box: { left, top, width: width - left, height: cardHeight },
      anchor: { x: left, y: top + cardHeight / 2 },
      side: 'right',
    };
  });
  return { spots, hub, height: firstTop + count * (cardHeight + gap), narrow: true };
}

function columnHeight(count: number): number {
  return count * (cardHeight + gap) - gap;
}

export interface LineGeometry {
  path: string;
  /** The arrowheads at either end. */
  deviceHead: string;
  serverHead: string;
  /** Position of a symbol on the line. */
  middle: Point;
}

/** A line from the mailbox to a card; `shift` moves it up or down, for a device with several protocols. */
export function lineGeometry({ anchor, side }: Spot, hub: Box, narrow: boolean, shift: number): LineGeometry {
  const device = { x: anchor.x, y: anchor.y + shift };
  return narrow ? trunkLine(device, hub) : curvedLine(device, hub, side === 'left' ? 1 : -1);
}

/** Down the shared line at the left and around the corner to the card. */
function trunkLine(anchor: Point, hub: Box): LineGeometry {
  const end = { x: anchor.x - 5, y: anchor.y };
  const start = { x: trunkX, y: hub.top + hub.height + 8 };
  const corner = `V${end.y - 12}Q${start.x} ${end.y} ${start.x + 12} ${end.y}`;
  return {
    path: `M${start.x} ${start.y}${corner}H${end.x}`,
    deviceHead: arrowHead(end, 1),
    serverHead: `M${start.x - 5.5} ${start.y + 8}L${start.x} ${start.y}L${start.x + 5.5} ${start.y + 8}`,
    middle: { x: start.x, y: end.y - 34 },
  };
}

/** A curve from the mailbox's side; `direction` is 1 when the card is at the left. */
function curvedLine(anchor: Point, hub: Box, direction: 1 | -1): LineGeometry {
  const end = { x: anchor.x + direction * 5, y: anchor.y };
  const hubSide = direction === 1 ? hub.left : hub.left + hub.width;
  const start = { x: hubSide - direction * 5, y: fanOut(end.y, hub) };
  const bend = Math.abs(start.x - end.x) * 0.55;
  const controls = `${start.x - direction * bend} ${start.y} ${end.x + direction * bend} ${end.y}`;
  return {
    path: `M${start.x} ${start.y}C${controls} ${end.x} ${end.y}`,
    deviceHead: arrowHead(end, direction === 1 ? -1 : 1),
    serverHead: arrowHead(start, direction),
    middle: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 },
  };
}

/** Spreads the lines along the mailbox's side, in the order of their cards. */
function fanOut(y: number, hub: Box): number {
  const centre = hub.top + hub.height / 2;
  const margin = 14;
  return Math.min(hub.top + hub.height - margin, Math.max(hub.top + margin, centre + (y - centre) * 0.25));
}

function arrowHead({ x, y }: Point, direction: 1 | -1): string {
  const back = x - direction * 8;
  return `M${back} ${y - 5.5}L${x} ${y}L${back} ${y + 5.5}`;
}
