import { z } from 'zod';

/** The number of tests that passed and that did not. A skipped test did not pass. */
export interface Tally {
  passed: number;
  failed: number;
  /** The titles of those that passed only on a retry. */
  flaky?: string[];
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

/** Counts Vitest's JSON report. A file that could not be loaded has no tests and counts as one failure. */
export function countVitest(report: unknown): Tally {
  const { numPassedTests, numTotalTests, testResults } = vitestShape.parse(report);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status === 'passed'),
  );
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests + broken.length };
}

interface Suite {
  title: string;
  specs?: { title: string; file: string; tests: { status: string }[] }[] | undefined;
  suites?: Suite[] | undefined;
}
const suiteShape: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    title: z.string(),
    specs: z
      .array(z.object({ title: z.string(), file: z.string(), tests: z.array(z.object({ status: z.string() })) }))
      .optional(),
    suites: z.array(suiteShape).optional(),
  }),
);
const playwrightShape = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
  suites: z.array(suiteShape),
});

function flakyOf(suites: Suite[]): string[] {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ title, file, tests }) =>
      tests.some(({ status }) => status === 'flaky') ? [`${file}: ${title}`] : [],
    ),
    ...flakyOf(inner),
  ]);
}

/**
 * Counts Playwright's JSON report. Its errors are those outside any test. A test that passed on a retry passed, and is
 * reported.
 */
export function countPlaywright(report: unknown): Tally {
  const { stats, errors, suites } = playwrightShape.parse(report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + stats.skipped + errors.length,
    flaky: flakyOf(suites),
  };
}
