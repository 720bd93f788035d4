/** How many tests passed and failed. Skipped ones are neither. */
export type Counts = { passed: number; failed: number };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** Counts Vitest's JSON report. A file that could not even be loaded has no tests in it and counts as one failure. */
export function vitestCounts(json: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = json as VitestReport;
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] };

/** Counts Playwright's JSON report. A flaky test is a failed one; errors outside tests count too. */
export function playwrightCounts(json: unknown): Counts {
  const { stats, errors } = json as PlaywrightReport;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}
