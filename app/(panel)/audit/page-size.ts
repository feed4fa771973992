/** Entries a page asks for at a time. */
export const pageSize = 200;
