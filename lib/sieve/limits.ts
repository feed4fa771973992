/** The limits of one ManageSieve connection, each with its reason. */
export const limits = {
  /** Sign-in takes 5 to 50 ms on the loopback; a server under load may take seconds. */
  connectMs: 8_000,
  /** One command. Compiling the largest allowed script takes less than a second. */
  answerMs: 10_000,
  /** Logout. The work is already done. */
  logoutMs: 1_000,
  /** One line without literals. Names have at most 128 characters, and compiler messages are literals. */
  lineBytes: 16 * 1024,
  /** The whole answer of one command: the largest script, or the list of all names. */
  answerBytes: 1024 * 1024 + 64 * 1024,
  /** Listed scripts. Only a faulty program stores more. */
  maxScripts: 500,
} as const;
