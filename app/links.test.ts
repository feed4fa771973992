import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

// A link whose filter the page does not read shows everything instead of what it promises.

const app = import.meta.dirname;
const root = path.dirname(app);

interface LinkTo {
  file: string;
  route: string;
  params: string[];
}

/** Paths of pages with a query, in a string, a template or a template with URLSearchParams. */
const withQuery = /[`'"](\/[a-z][^`'"?\s]*)\?([^`'"]*)[`'"]/g;

function linksIn(file: string): LinkTo[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(withQuery)].flatMap(([, route = '', query = '']) =>
    route.startsWith('/api/') ? [] : [{ file, route, params: namesIn(query) }],
  );
}

function namesIn(query: string): string[] {
  const object = /URLSearchParams\(\{([^}]*)\}/.exec(query)?.[1];
  if (object !== undefined) return object.split(',').flatMap((part) => /^\s*(\w+)/.exec(part)?.[1] ?? []);
  return [...query.matchAll(/(?:^|&)(\w+)=/g)].flatMap(([, name = '']) => name);
}

/** The directory of a page: groups have no part in the path, and `${id}` is a folder in brackets. */
function directoryOf(route: string): string | undefined {
  const wanted = route.replaceAll(/\$\{[^}]*\}/g, '[id]');
  return globSync('**/page.tsx', { cwd: app })
    .map((page) => path.dirname(page))
    .find((directory) => `/${directory.replaceAll(/\([^)]*\)\/?/g, '').replaceAll(/\[[^\]]*\]/g, '[id]')}` === wanted);
}

/** The source of a page: its own files, and those that they import to read the filter. */
function sourceOf(directory: string): string {
  const own = globSync('*.{ts,tsx}', { cwd: path.join(app, directory) }).map((name) => path.join(app, directory, name));
  const filters = own.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/from '((?:@|\.{1,2})\/(?:[\w-]+\/|\.\.\/)*filter)'/g)].map(
      ([, name = '']) =>
        name.startsWith('@') ? path.join(root, `${name.slice(2)}.ts`) : path.join(path.dirname(file), `${name}.ts`),
    ),
  );
  return [...new Set([...own, ...filters])]
    .filter((file) => existsSync(file) && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

/** Whether a page reads a parameter: by name, out of the whole query, or as the default name of a search. */
function reads(source: string, name: string): boolean {
  const call = new RegExp(`\\b(?:get|has|id|text|readSearch|safeParse)\\((?:[^()]|\\(\\))*'${name}'`);
  const taken = new RegExp(`const \\{[^}]*\\b${name}\\b[^}]*\\} = await searchParams`);
  if (call.test(source) || taken.test(source)) return true;
  return name === 'search' && /readSearch\(\w+\)|searchAddress\(/.test(source);
}

const links = globSync('{app,components}/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap(linksIn)
  .filter(({ params }) => params.length > 0);

describe('links between pages', () => {
  it('are found', () => {
    expect(links.length).toBeGreaterThan(15);
    expect(links).toContainEqual(expect.objectContaining({ route: '/domains', params: ['search'] }));
  });

  it.each(links)('$route of $file reads $params', ({ route, params }) => {
    const directory = directoryOf(route);
    expect(directory, `no page at ${route}`).toBeDefined();
    const source = sourceOf(directory ?? '');
    expect(params.filter((name) => !reads(source, name))).toEqual([]);
  });
});
