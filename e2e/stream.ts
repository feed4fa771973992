import type { Page } from '@playwright/test';
import { stack } from './stack';

/** Reads a stream for two seconds with the cookies of a page. Returns its status and its text. */
export async function streamed(page: Page, from: string): Promise<string> {
  const cookies = await page.context().cookies(stack.url);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const signal = AbortSignal.timeout(2000);
  let text = '';
  try {
    const response = await fetch(new URL(from, stack.url), { signal, headers: { cookie }, redirect: 'manual' });
    text = `${response.status} `;
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return text;
}
