/** The limits of one ManageSieve connection, each with its reason. */
export const limits = {
  /** Sign-in takes 5 to 50 ms on the loopback; a server under load may take seconds. */
  connectMs: 8_000,
  /** One command. Compiling the largest script that we take needs under a second. */
  answerMs: 10_000,
  /** The session is over by then: nobody waits for the server to confirm it. */
  logoutMs: 1_000,
  /** One line of an answer that is no literal: names are 128 characters, the server's words about a script are literals. */
  lineBytes: 16 * 1024,
  /** Everything that one command may answer: the largest script, or the list of all names. */
  answerBytes: 1024 * 1024 + 64 * 1024,
  /** Listed scripts. Only a program that has gone wrong stores more. */
  maxScripts: 500,
} as const;
