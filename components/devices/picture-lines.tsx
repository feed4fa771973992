'use client';

import { useId } from 'react';
import { protocolLooks } from '@/components/protocols';
import type { Device } from '@/lib/devices/shapes';
import { showsMail } from './day-lanes';
import { type Box, lineGeometry, type Point, type Spot } from './picture-geometry';
import { whole } from './words';

interface Props {
  device: Device;
  spot: Spot;
  hub: Box;
  narrow: boolean;
  dim: boolean;
}

/** Space between the lines of one device. */
const lineGap = 16;

/** One line for each protocol that the device speaks. */
export function PictureLines({ device, ...place }: Props) {
  const parts = [...new Map(whole(device).map((part) => [part.protocol, part])).values()];
  return parts.map((part, index) => {
    const shift = (index - (parts.length - 1) / 2) * lineGap;
    return <PictureLine key={part.protocol} device={part} shift={shift} {...place} />;
  });
}

function PictureLine({ device, spot, hub, narrow, dim, shift }: Props & { shift: number }) {
  const id = useId();
  const live = device.live.length > 0;
  const removes = device.takes === 'at-once' || device.takes === 'later';
  const toDevice = showsMail(device);
  const toServer = device.protocol !== 'pop3';
  const { path, deviceHead, serverHead, middle } = lineGeometry(spot, hub, narrow, shift);
  return (
    <g
      style={{ color: protocolLooks[device.protocol].color }}
      opacity={dim ? 0.25 : 1}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
    >
      <path
        id={id}
        d={path}
        strokeWidth={live ? 2.5 : 1.5}
        strokeDasharray={removes ? '7 6' : undefined}
        opacity={live ? 1 : 0.5}
      />
      {toDevice && <path d={deviceHead} strokeWidth="2" strokeLinejoin="round" />}
      {toServer && <path d={serverHead} strokeWidth="2" strokeLinejoin="round" />}
      {removes && <Scissors at={middle} />}
      {live && (
        <circle r="4" fill="currentColor" stroke="none" className="motion-reduce:hidden">
          <animateMotion
            dur={toDevice && toServer ? '4s' : '2.2s'}
            repeatCount="indefinite"
            keyPoints={toDevice && toServer ? '0;1;0' : toDevice ? '0;1' : '1;0'}
            keyTimes={toDevice && toServer ? '0;0.5;1' : '0;1'}
            calcMode="linear"
            path={path}
          />
        </circle>
      )}
    </g>
  );
}

function Scissors({ at }: { at: Point }) {
  return (
    <g transform={`translate(${at.x - 11} ${at.y - 11})`}>
      <circle cx="11" cy="11" r="14" fill="var(--surface)" stroke="currentColor" strokeWidth="1.25" />
      <g strokeWidth="1.75" transform="translate(1.5 1.5) scale(.8)">
        <circle cx="6" cy="6" r="3" />
        <path d="M8.12 8.12 12 12M20 4 8.12 15.88M14.8 14.8 20 20" />
        <circle cx="6" cy="18" r="3" />
      </g>
    </g>
  );
}
