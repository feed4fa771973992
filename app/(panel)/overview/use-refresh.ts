import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Asks the server for the page again while somebody looks at it. */
export function useRefresh(milliseconds: number): void {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, milliseconds);
    return () => clearInterval(timer);
  }, [router, milliseconds]);
}
