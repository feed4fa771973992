import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Refreshes the page while it is visible. */
export function useRefresh(milliseconds: number): void {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, milliseconds);
    return () => clearInterval(timer);
  }, [router, milliseconds]);
}
