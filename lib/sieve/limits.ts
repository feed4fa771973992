/** What bounds one visit to the ManageSieve service, each with its reason. */
export const limits = {
  /** Sign-in takes 5 to 50 ms on the loopback; a server under load may take seconds. */
  connectMs: 8_000,
  /** One command. Compiling the largest script that we take needs under a second. */
  answerMs: 10_000,
  /** Pigeonhole's sieve_max_script_size is 1 MB; a person's filters are a few kilobytes. */
  scriptBytes: 256 * 1024,
  /** One line of an answer that is no literal: names are 128 characters, the server's words about a script are literals. */
  lineBytes: 16 * 1024,
  /** Everything that one command may answer: the largest script, or the list of all names. */
  answerBytes: 1024 * 1024 + 64 * 1024,
  /** Scripts listed. A list longer than this is cut by nobody but a program gone wrong. */
  scripts: 500,
} as const;
