import { expect, test } from 'vitest';
import { countPlaywright, countVitest, sum } from './tally';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

test('a skipped test is not a passed one', () => {
  const report = { numPassedTests: 2, numTotalTests: 3, testResults: [file('passed', 'passed', 'passed', 'pending')] };
  expect(countVitest(report)).toEqual({ passed: 2, failed: 1 });
});

test('a file that could not be loaded counts as a failure', () => {
  const report = { numPassedTests: 1, numTotalTests: 1, testResults: [file('passed', 'passed'), file('failed')] };
  expect(countVitest(report)).toEqual({ passed: 1, failed: 1 });
});

test('a failed test counts once, and not again with its file', () => {
  const report = { numPassedTests: 1, numTotalTests: 2, testResults: [file('failed', 'passed', 'failed')] };
  expect(countVitest(report)).toEqual({ passed: 1, failed: 1 });
});

test('a test that passed only on a retry is reported', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 1 };
  const spec = (title: string, status: string) => ({ title, file: 'mail.spec.ts', tests: [{ status }] });
  const suites = [
    {
      title: 'mail.spec.ts',
      suites: [{ title: 'reading', specs: [spec('once', 'flaky'), spec('twice', 'expected')] }],
    },
  ];
  expect(countPlaywright({ stats, errors: [{}], suites })).toEqual({
    passed: 5,
    failed: 3,
    flaky: ['mail.spec.ts: once'],
  });
});

test('tallies add up', () => {
  expect(
    sum([
      { passed: 1, failed: 0 },
      { passed: 20, failed: 3 },
    ]),
  ).toEqual({ passed: 21, failed: 3 });
});
