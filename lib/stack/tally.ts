import { z } from 'zod';

/** How many passed and how many did not. A skipped test did not. */
export interface Tally {
  passed: number;
  failed: number;
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), {
    passed: 0,
    failed: 0,
  });
}

const vitestShape = z.object({
  numPassedTests: z.number(),
  numTotalTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/** Vitest's JSON report. A file that could not even be loaded has no tests and counts as one that failed. */
export function countVitest(report: unknown): Tally {
  const { numPassedTests, numTotalTests, testResults } = vitestShape.parse(report);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status === 'passed'),
  );
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests + broken.length };
}
