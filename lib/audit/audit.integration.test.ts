import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db';
import { type Actor, systemActor } from '@/lib/tenancy';
import { ownReseller } from '@/lib/testing';
import { type AuditAction, listAudit, record, verifyAudit } from '.';
import { earlierActions } from './actions';

let reseller: Actor;
const system = systemActor('test');

beforeAll(async () => {
  reseller = (await ownReseller()).reseller;
  await db().$transaction(async (tx) => {
    const owner = { resellerId: reseller.resellerId };
    await record(tx, system, { action: 'finding.snooze', object: { type: 'test', label: 'one' }, owner });
    await record(tx, reseller, { action: 'finding.resolve', object: { type: 'test', label: 'two' }, owner });
    await record(tx, system, { action: 'finding.reopen', object: { type: 'test', label: 'three' }, owner });
  });
});

/**
 * Does something as the owner of the database, who can disable the triggers, returns the result of the check, and
 * undoes it.
 */
async function afterTampering(statement: string, values: unknown[]): Promise<string | null> {
  const client = new pg.Client({ connectionString: process.env.MILEPOST_OWNER_DATABASE_URL });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('ALTER TABLE "AuditEntry" DISABLE TRIGGER USER');
    await client.query(statement, values);
    const { rows } = await client.query<{ first: string | null }>('SELECT audit_first_break() AS first');
    return rows[0]?.first ?? null;
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
}

describe('the audit log', () => {
  it.each([
    `UPDATE "AuditEntry" SET "actorName" = 'nobody'`,
    'DELETE FROM "AuditEntry"',
    'TRUNCATE "AuditEntry"',
    'ALTER TABLE "AuditEntry" DISABLE TRIGGER USER',
    'DROP TABLE "AuditEntry"',
  ])('refuses the application: %s', async (statement) => {
    await expect(pool().query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('is verified, and the check names the first entry that was changed or removed', async () => {
    expect(await verifyAudit(system)).toEqual({ firstBreak: null });
    const [, second] = (await listAudit(reseller)).slice(-3).reverse();
    if (!second) throw new Error('the second entry is missing');
    expect(second.action).toBe('finding.resolve');
    const { seq } = second;
    expect(await afterTampering(`UPDATE "AuditEntry" SET "actorName" = 'nobody' WHERE seq = $1`, [seq])).toBe(`${seq}`);
    expect(await afterTampering(`UPDATE "AuditEntry" SET at = at + interval '1 s' WHERE seq = $1`, [seq])).toBe(
      `${seq}`,
    );
    expect(await afterTampering('DELETE FROM "AuditEntry" WHERE seq = $1', [seq])).toBe(`${seq + 1}`);
    expect(await verifyAudit(system)).toEqual({ firstBreak: null });
  });

  it('can be filtered by the actions of other people', async () => {
    const actions = async (others: boolean) => (await listAudit(reseller, { others })).map(({ action }) => action);
    expect(await actions(false)).toEqual(
      expect.arrayContaining(['finding.snooze', 'finding.resolve', 'finding.reopen']),
    );
    expect(await actions(true)).toEqual(expect.arrayContaining(['finding.snooze', 'finding.reopen']));
    expect(await actions(true)).not.toContain('finding.resolve');
  });

  it('shows an earlier code as the current one, in the list and in a search', async () => {
    const [stored = '', action = ''] = Object.entries(earlierActions)[0] ?? [];
    await db().$transaction((tx) =>
      record(tx, system, {
        action: stored as AuditAction,
        object: { type: 'test', label: 'four' },
        owner: { resellerId: reseller.resellerId },
      }),
    );
    const [entry] = await listAudit(reseller, { search: action });
    expect(entry).toMatchObject({ action, objectLabel: 'four' });
  });
});
