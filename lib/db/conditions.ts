import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';

/**
 * Rows of `alias` whose columns have these values; with none, every row. For a scope:
 * `where(matches('s', scope(actor)))`.
 */
export function matches(alias: string, values: Record<string, string | undefined>): Expression<SqlBool> {
  const { and } = expressionBuilder();
  return and(
    Object.entries(values).map(([column, value]) => sql<SqlBool>`${sql.ref(`${alias}.${column}`)} = ${value}::uuid`),
  );
}

/** A LIKE pattern for "contains this text", with special characters escaped. */
export function containing(text: string): string {
  return `%${text.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
}
