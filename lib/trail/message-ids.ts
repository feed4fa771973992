/** Dovecot logs a Message-ID with its angle brackets, cut at 80 characters. */
export function loggedMessageIds(messageId: string): string[] {
  const bare = messageId.trim().replace(/^<|>$/g, '');
  return [...new Set([messageId.trim(), bare, `<${bare}>`].flatMap((form) => [form, form.slice(0, 80)]))];
}
