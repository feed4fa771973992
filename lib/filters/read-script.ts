import { type Filters, filtersShape, noFilters } from './shapes';
import { marker, writeScript } from './write-script';

/**
 * The filters in a script of the visual editor, or null if the script has another origin or was edited. A script
 * written from these filters must be identical, so that no edit is lost.
 */
export function readScript(text: string): Filters | null {
  if (!text.startsWith(`${marker}\r\n`)) return null;
  const found: Record<string, unknown> & { rules: unknown[] } = { ...noFilters, rules: [] };
  for (const line of text.split('\r\n')) {
    const data = /^#: (rule|vacation|forwarding|joined) (.+)$/.exec(line);
    if (!data) continue;
    const [, kind = '', json = ''] = data;
    try {
      if (kind === 'rule') found.rules.push(JSON.parse(json));
      else found[kind] = JSON.parse(json);
    } catch {
      return null;
    }
  }
  const parsed = filtersShape.safeParse(found);
  return parsed.success && writeScript(parsed.data) === text ? parsed.data : null;
}
