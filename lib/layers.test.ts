import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { below, checkout, read } from './checkout';
import { faultsOfRooms, mayName, relationsAcross, unusedAllowances, violationsOf } from './layer-rules';
import { folders, type Room, rooms, testPackages } from './layers';

const schema = below('prisma/schema').map(read).join('\n');
const migrations = below('prisma/migrations').map(read).join('\n');
const named = (what: 'model' | 'view') =>
  [...schema.matchAll(new RegExp(`^${what} (\\w+)`, 'gm'))].map(([, name = '']) => name);
const views = named('view');
const tables = [...named('model'), ...views];
const sources = ['lib', ...Object.keys(folders)]
  .flatMap(below)
  .filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.startsWith('lib/db/generated/'))
  .filter((file) => path.dirname(file) !== 'lib');

/** A file of each room and folder. */
const places: [name: string, room: Room, file: string][] = [
  ...Object.entries(rooms).map(([name, room]): [string, Room, string] => [name, room, `lib/${name}/planted.ts`]),
  ...Object.entries(folders).map(([name, room]): [string, Room, string] => [name, room, `${name}/planted.ts`]),
];

it('every file uses only what its room may use', () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.flatMap((file) => violationsOf(file, read(file), tables))).toEqual([]);
});

it('every allowed use occurs', () => {
  expect(
    unusedAllowances(
      sources.map((file) => [file, read(file)]),
      tables,
    ),
  ).toEqual([]);
});

it('rooms use only rooms above them, and every table has one owner', () => {
  expect(faultsOfRooms(named('model'), views)).toEqual([]);
});

it('no relation field refers to a table of another room', () => {
  // The minimum number of relations that the parser must find.
  expect(schema.match(/@relation/g)?.length).toBeGreaterThan(5);
  expect(relationsAcross(schema)).toEqual([]);
});

it('every folder of lib is a room', () => {
  const found = readdirSync(path.join(checkout, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(found.map(({ name }) => name).filter((name) => !rooms[name])).toEqual([]);
});

it('a room that is not in the table is refused', () => {
  expect(violationsOf('lib/attic/planted.ts', '', tables)).toHaveLength(1);
});

describe('planted', () => {
  const planted = (file: string, source: string) => violationsOf(file, source, tables).length;

  it('every import of a room that is not allowed is refused, and every allowed one is accepted', () => {
    for (const [own, room, file] of places) {
      for (const name of Object.keys(rooms)) {
        const whole = room.rooms?.includes(name) ?? false;
        const half = whole || (room.shapes?.includes(name) ?? false);
        const counts = [
          planted(file, `import { thing } from '@/lib/${name}';`),
          planted(file, `import { thing } from '@/lib/${name}/shapes';`),
          planted(file, `export const later = () => import('@/lib/${name}');`),
          planted(file, `export { thing } from '@/lib/${name}';`),
          planted(file, `export type Thing = import('@/lib/${name}').Thing;`),
        ];
        const no = whole ? 0 : 1;
        expect([own, name, ...counts]).toEqual([own, name, no, half ? 0 : 1, no, no, no]);
      }
    }
  });

  it('a file inside another room is refused, by any path', () => {
    for (const [own, , file] of places) {
      for (const name of Object.keys(rooms).filter((each) => each !== own)) {
        const up = path.posix.relative(path.posix.dirname(file), `lib/${name}/inner`);
        expect([own, name, planted(file, `import { thing } from '@/lib/${name}/inner';`)]).toEqual([own, name, 1]);
        expect([own, name, planted(file, `import { thing } from '${up}';`)]).toEqual([own, name, 1]);
      }
    }
    expect(planted('lib/db/listen.ts', `import { db } from './index';`)).toBe(0);
    expect(planted('lib/activity/ingest/planted.ts', `import { sessionColumns } from '../columns';`)).toBe(0);
  });

  it('nothing imports a page or a component from outside', () => {
    for (const [own, , file] of places) {
      expect([own, planted(file, `import { thing } from '@/app/layout';`)]).toEqual([own, own === 'app' ? 0 : 1]);
      const free = own === 'app' || own === 'components';
      expect([own, planted(file, `import { thing } from '@/components/ui/button';`)]).toEqual([own, free ? 0 : 1]);
      expect([own, planted(file, `import { thing } from '@/e2e/fixtures';`)]).toEqual([own, own === 'e2e' ? 0 : 1]);
    }
  });

  it('every package that is not allowed is refused', () => {
    const packages = new Set(places.flatMap(([, room]) => room.packages ?? []));
    for (const name of [...testPackages, 'left-pad']) packages.add(name);
    for (const [own, room, file] of places) {
      for (const name of packages) {
        const no = room.packages?.includes(name) ? 0 : 1;
        expect([own, name, planted(file, `import thing from '${name}';`)]).toEqual([own, name, no]);
        expect([own, name, planted(file, `import thing from '${name}/inner';`)]).toEqual([own, name, no]);
      }
    }
    expect(planted('components/board.tsx', `import path from 'node:path';`)).toBe(1);
  });

  it('every table that is not allowed is refused, in every form', () => {
    for (const [own, room, file] of places) {
      for (const name of tables) {
        const no = mayName(room, name) ? 0 : 1;
        const delegate = name.charAt(0).toLowerCase() + name.slice(1);
        const counts = [
          planted(file, `await tx.${delegate}.findFirst({ where: { id } });`),
          planted(file, `await db().${delegate}.updateMany({});`),
          planted(file, `const text = \`SELECT 1 FROM "${name}" x WHERE x.id = \${id}\`;`),
          planted(file, `const text = 'SELECT 1 FROM "${name}"';`),
          planted(file, `query.selectFrom('${name} as x');`),
          planted(file, `query.updateTable('${name}');`),
          planted(file, `query.where(({ exists, selectFrom }) => exists(selectFrom('${name}')));`),
          planted(file, `query.selectFrom(['${name} as x', 'other']).leftJoin('${name} as y', 'y.id', 'x.id');`),
        ];
        expect([own, name, ...counts]).toEqual([own, name, no, no, no, no, no, no, no, no]);
      }
    }
  });

  it('a database function for accounts is called only by its room', () => {
    const functions = places.flatMap(([, room]) => room.functions ?? []);
    expect(functions.length).toBeGreaterThan(3);
    for (const name of functions) expect(migrations).toContain(`CREATE FUNCTION ${name}(`);
    for (const [own, room, file] of places) {
      for (const name of functions) {
        const no = room.functions?.includes(name) ? 0 : 1;
        const counts = [
          planted(file, `await sql\`SELECT found FROM ${name}(\${id}) AS found\`.execute(queries());`),
          planted(file, `const text = 'SELECT ${name}($1)';`),
        ];
        expect([own, name, ...counts]).toEqual([own, name, no, no]);
      }
    }
  });

  it('a relation field between tables of two rooms is refused, on either side', () => {
    const planted = `
model Tenant {
  id       String   @id
  children Tenant[] @relation("TenantTree")
  mailbox  Mailbox?
}

model Mailbox {
  id       String @id
  tenantId String
  tenant   Tenant @relation(fields: [tenantId], references: [id])
}
`;
    expect(relationsAcross(planted)).toEqual([
      'Tenant.mailbox leads from tenants to Mailbox of mailboxes',
      'Mailbox.tenant leads from mailboxes to Tenant of tenants',
    ]);
    for (const name of tables)
      expect([name, ...relationsAcross(`${schema}\nmodel Planted {\n  planted ${name}\n}\n`)]).toHaveLength(2);
  });

  it('the environment is read only where the table allows it', () => {
    for (const [own, room, file] of places)
      expect([own, planted(file, 'const home = process.env.HOME;')]).toEqual([own, room.environment ? 0 : 1]);
  });

  it('a test may import the public interfaces of other rooms, and nothing else', () => {
    expect(planted('lib/trail/trail.test.ts', `import { createMailbox } from '@/lib/mailboxes';`)).toBe(0);
    expect(planted('lib/trail/trail.test.ts', `import { createMailbox } from '@/lib/mailboxes/create-mailbox';`)).toBe(
      1,
    );
    expect(planted('lib/trail/trail.test.ts', `import { expect } from 'vitest';`)).toBe(0);
    expect(planted('lib/trail/trail.ts', `import { expect } from 'vitest';`)).toBe(1);
  });
});
