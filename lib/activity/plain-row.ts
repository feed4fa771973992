/** A database row outside the database: instants as text, 64-bit integers as numbers. */
export type PlainRow<Row> = {
  [Name in keyof Row]: Row[Name] extends Date
    ? string
    : Row[Name] extends Date | null
      ? string | null
      : Row[Name] extends bigint
        ? number
        : Row[Name] extends bigint | null
          ? number | null
          : Row[Name];
};
