/** Fetches JSON from our own routes: the value, or the kind of failure. */
export class RouteFailure extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export async function fetchJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, { ...(signal ? { signal } : {}), headers: { accept: 'application/json' } });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RouteFailure('node-unreachable');
  }
  if (response.ok) return response.json() as Promise<T>;
  const body = (await response.json().catch(() => ({}))) as { code?: string };
  throw new RouteFailure(body.code ?? 'fault');
}

export function query(values: Record<string, string | number>): string {
  return new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString();
}
