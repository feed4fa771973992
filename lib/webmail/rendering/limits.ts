/** What making messages safe may cost. A stranger's message decides how much it asks for. */
export const limits = {
  /** As many as the cores that a panel usually has; the panel itself needs little of them. */
  processes: 2,
  /** Processor time. A newsletter of 100 kB takes 0.2 s, the largest that parse-cost.ts lets pass 1 s. */
  timeoutMs: 2000,
  /** Processor time. Text without markup is read in 0.1 s. */
  textTimeoutMs: 1000,
  /** Loading jsdom takes 0.5 s, on a busy host several seconds. */
  startMs: 20_000,
  /** jsdom has 50 MB, and the tree of 600 kB of markup has as much again. */
  maxOldGenerationMb: 192,
  /** A person reads one message in each of a few windows, and their browser asks for the next one. */
  maxQueuedPerOwner: 24,
  /** At 0.1 s each, the last one waits for 20 s with one process. */
  maxQueued: 200,
  /** A person does not wait longer for a message. */
  maxWaitMs: 20_000,
  /** Of contents that took too long, so that a letter to many people costs its time once. */
  maxRemembered: 2000,
  /** Bytes of a message whose structure the mail server cannot say in brief. Its text is in the first ones. */
  maxSourceBytes: 1 << 20,
  /** Parts and their levels in such a message. */
  maxNesting: 20,
  maxHeaderBytes: 256 << 10,
  /** Markup that is sent to the browser. Links become longer, by their title and target. */
  maxBodyLength: 6_000_000,
} as const;
