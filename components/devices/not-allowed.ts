/** Stands in for an action that the reader does not have. */
export const notAllowed = async () => ({ ok: false as const, code: 'not-allowed' as const, details: {}, fields: {} });
