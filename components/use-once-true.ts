import { useState } from 'react';

/** Whether `now` is or has ever been true. A dialog stays mounted after it was opened, so that its closing is animated. */
export function useOnceTrue(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}
