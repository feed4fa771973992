import { useState } from 'react';

/** Whether `now` is or has ever been true, so that a dialog stays mounted for its closing animation. */
export function useOnceTrue(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}
