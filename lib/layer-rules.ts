import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { folders, type Room, rooms, roots, testPackages } from './layers.ts';

/** Something that a file uses. */
type Use =
  | { kind: 'import'; name: string }
  | { kind: 'table'; name: string }
  | { kind: 'function'; name: string }
  | { kind: 'environment'; name: 'process.env' };

/** A delegate of the Prisma client has the name of its model with a lower-case first letter. */
const delegateMethods =
  /^(findUnique|findFirst|findMany|create|update|upsert|delete|count|aggregate|groupBy)(OrThrow|Many|ManyAndReturn)?$/;

/** Database functions for a single room. */
const ownFunctions = Object.values(rooms).flatMap(({ functions = [] }) => functions);

/** Methods of the query builder with a table argument. */
const builderMethods =
  /^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto|using|from|(inner|left|right|full|cross)Join(Lateral)?)$/;

/**
 * The imports of a file, the tables in its statements, and whether it reads the environment. A table is named by a
 * delegate (`tx.mailbox.findFirst`), by its quoted name in SQL (`"Mailbox"`) or in the query builder (`'Mailbox as
 * m'`); a database function by its call in SQL.
 */
function usesOf(file: string, source: string, tables: readonly string[]): Use[] {
  const { program, module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const uses: Use[] = [];
  const imported = (name: string | undefined) => {
    if (name !== undefined) uses.push({ kind: 'import', name });
  };
  for (const { moduleRequest } of module.staticImports) imported(moduleRequest.value);
  for (const { entries } of module.staticExports)
    for (const { moduleRequest } of entries) imported(moduleRequest?.value);
  const delegates = new Map(tables.map((table) => [table.charAt(0).toLowerCase() + table.slice(1), table]));
  const text = (value: string) => {
    for (const [, quoted] of value.matchAll(/"([A-Z][A-Za-z]+)"/g))
      if (quoted && tables.includes(quoted)) uses.push({ kind: 'table', name: quoted });
    for (const [, called] of value.matchAll(/(\w+)\(/g))
      if (called && ownFunctions.includes(called)) uses.push({ kind: 'function', name: called });
  };
  const built = (node: { type: string; value?: unknown; elements?: unknown[] } | null) => {
    if (node?.type === 'ArrayExpression') for (const each of node.elements ?? []) built(each as typeof node);
    if (node?.type !== 'Literal' || typeof node.value !== 'string') return;
    const [name = ''] = node.value.split(' ', 1);
    if (tables.includes(name)) uses.push({ kind: 'table', name });
  };
  new Visitor({
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') imported(node.source.value);
    },
    TSImportType(node) {
      imported(node.source.value);
    },
    Literal(node) {
      if (typeof node.value === 'string') text(node.value);
    },
    TemplateElement(node) {
      text(node.value.cooked ?? node.value.raw);
    },
    CallExpression({ callee, arguments: given }) {
      const method = callee.type === 'MemberExpression' ? callee.property : callee;
      if (method.type === 'Identifier' && builderMethods.test(method.name)) for (const each of given) built(each);
    },
    MemberExpression(node) {
      if (node.property.type !== 'Identifier') return;
      const { object, property } = node;
      if (object.type === 'Identifier' && object.name === 'process' && property.name === 'env')
        uses.push({ kind: 'environment', name: 'process.env' });
      if (object.type !== 'MemberExpression' || object.property.type !== 'Identifier') return;
      const table = delegates.get(object.property.name);
      if (table && delegateMethods.test(property.name)) uses.push({ kind: 'table', name: table });
    },
  }).visit(program);
  return uses;
}

/** The room of a file and its rules. Null for a place that is not in the table. */
function placeOf(file: string): { name: string; room: Room } | null {
  const [top = '', second = ''] = file.split('/');
  const name = top === 'lib' ? second : top;
  const room = top === 'lib' ? rooms[name] : folders[name];
  return room ? { name, room } : null;
}

const isTest = (file: string) => /\.(test|fixture)\.tsx?$/.test(file);

/** The name of the package of an import, without a path in it. */
const packageOf = (name: string) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

/**
 * The uses of a file that are not allowed, one sentence each. `file` is its path in the checkout, `tables` are the
 * names of all database tables.
 */
export function violationsOf(file: string, source: string, tables: readonly string[]): string[] {
  const place = placeOf(file);
  if (!place) return [`${file} is in no room of lib/layers.ts`];
  const test = isTest(file);
  const found = usesOf(file, source, tables).flatMap((use) => {
    const why = use.kind === 'import' ? whyNotImport(file, place, use.name, test) : !test && whyNotUse(place.room, use);
    return why ? [`${file}: ${place.name} ${why}`] : [];
  });
  return [...new Set(found)];
}

function whyNotUse(room: Room, { kind, name }: Use): string | false {
  if (kind === 'table') return !mayName(room, name) && `may not name the table ${name}`;
  if (kind === 'function') return !room.functions?.includes(name) && `may not call the database's ${name}`;
  return !room.environment && 'may not read the environment: use @/lib/config';
}

/** Whether statements of a room may use a table or view. */
export function mayName({ tables, reads, everyTable }: Room, name: string): boolean {
  return Boolean(everyTable || tables?.includes(name) || reads?.includes(name));
}

function whyNotImport(
  file: string,
  { name: own, room }: { name: string; room: Room },
  name: string,
  test: boolean,
): string | false {
  if (name.startsWith('node:')) return own === 'components' && !test && `may not import ${name}`;
  if (name.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), name);
    return placeOf(target)?.name !== own && `may not reach ${name}: use the public interface of that room`;
  }
  if (name.startsWith('@/lib/')) return whyNotRoom(own, room, name.slice('@/lib/'.length), test);
  if (name.startsWith('@/')) {
    const target = name.split('/')[1];
    return target !== own && !(own === 'app' && target === 'components') && `may not import ${name}`;
  }
  const wanted = packageOf(name);
  return !room.packages?.includes(wanted) && !(test && testPackages.includes(wanted)) && `may not use ${wanted}`;
}

function whyNotRoom(own: string, room: Room, target: string, test: boolean): string | false {
  const [name = '', ...rest] = target.split('/');
  const entry = rest.join('/');
  const client = entry === 'shapes' || entry === 'values';
  if (name === own && !test) return `may not import @/lib/${target}: inside a room, import the file`;
  if (entry !== '' && !client && !rooms[name]?.entries?.includes(entry))
    return `may not import @/lib/${target}: only the public interface of a room is open`;
  const allowed =
    room.rooms?.includes(name) || (client && room.shapes?.includes(name)) || (test && rooms[name] !== undefined);
  return !allowed && `may not import @/lib/${target}`;
}

/**
 * Allowed uses that do not occur. Rooms without files do not exist yet and are skipped, and so are rooms that may use
 * every table.
 */
export function unusedAllowances(
  files: readonly [file: string, source: string][],
  tables: readonly string[],
): string[] {
  const used = new Map<Room, Set<string>>();
  for (const [file, source] of files) {
    const place = placeOf(file);
    if (!place || isTest(file)) continue;
    const names = used.get(place.room) ?? new Set();
    used.set(place.room, names);
    for (const { kind, name } of usesOf(file, source, tables)) {
      const [, room] = /^@\/lib\/([^/]+)/.exec(name) ?? [];
      names.add(kind === 'import' ? (room ?? packageOf(name)) : name);
    }
  }
  return [...Object.entries(rooms), ...Object.entries(folders)].flatMap(([own, room]) => {
    const names = used.get(room);
    const allowed = [room.rooms, room.shapes, room.packages, room.reads, room.functions].flatMap((list) => list ?? []);
    return names ? allowed.filter((name) => !names.has(name)).map((name) => `${own} is allowed ${name}`) : [];
  });
}

/** The errors in the table of rooms itself, given the names of all tables and views. */
export function faultsOfRooms(tables: readonly string[], views: readonly string[]): string[] {
  const order = Object.keys(rooms);
  const directions = order.flatMap((name, index) =>
    [...(rooms[name]?.rooms ?? []), ...(rooms[name]?.shapes ?? [])].flatMap((used) => {
      if (!rooms[used]) return [`${name} may use ${used}, which is no room`];
      if (roots.includes(used) && !roots.includes(name)) return [`${name} may use ${used}, which is a root`];
      return order.indexOf(used) >= index ? [`${name} may use ${used}, which stands below it`] : [];
    }),
  );
  const owners = [...tables, ...views].flatMap((table) => {
    const found = order.filter((name) => rooms[name]?.tables?.includes(table));
    return found.length === 1 ? [] : [`${table} has ${found.length} owners: ${found.join(', ')}`];
  });
  const reads = order.flatMap((name) =>
    (rooms[name]?.reads ?? []).flatMap((view) =>
      views.includes(view) ? [] : [`${name} may read ${view}, which is no view`],
    ),
  );
  return [...directions, ...owners, ...reads];
}

/**
 * Relation fields of a Prisma schema whose two ends have different owners, one sentence each. With them, a query could
 * read the tables of another room.
 */
export function relationsAcross(schema: string): string[] {
  const models = [...schema.matchAll(/^(?:model|view) (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => ({
    name,
    fields: [...body.matchAll(/^ +(\w+) +(\w+)/gm)],
  }));
  const ownerOf = (table: string) => Object.keys(rooms).find((name) => rooms[name]?.tables?.includes(table));
  const names = new Set(models.map(({ name }) => name));
  return models.flatMap(({ name, fields }) =>
    fields.flatMap(([, field, type = '']) =>
      names.has(type) && ownerOf(type) !== ownerOf(name)
        ? [`${name}.${field} leads from ${ownerOf(name)} to ${type} of ${ownerOf(type)}`]
        : [],
    ),
  );
}
