import { useEffect, useState } from 'react';

/** False until hydration. Before it the browser would submit a form by itself and lose the input. */
export function useReady(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return ready;
}
