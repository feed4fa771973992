import { useState } from 'react';

/** Whether it is or ever was so: what was opened once stays mounted, so that it can be seen to close. */
export function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}
