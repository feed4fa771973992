import { useEffect, useState } from 'react';

/** Until this script runs, the browser would send a form by itself, and what is typed would be lost. */
export function useReady(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return ready;
}
