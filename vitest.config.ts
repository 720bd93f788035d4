import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { macros } from './tools/macros.ts';

/**
 * The files that take longest, one that mostly computes beside one that mostly waits. A fresh checkout knows no times, and would come to some
 * of them when all else is done.
 */
const LONGEST = [
  'test/check.test.ts',
  'test/scenarios/kill.test.ts',
  'server/billing/charges/histories.test.ts',
  'test/start.test.ts',
  'bin/new.test.ts',
  'test/scenarios/journey.test.ts',
];

/** Vitest's own order, behind the longest files. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      (LONGEST.findIndex((name) => moduleId.endsWith(name)) + LONGEST.length + 1) % (LONGEST.length + 1);
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  plugins: [macros()],
  test: {
    include: [
      'bin/**/*.test.ts',
      'server/**/*.test.ts',
      'test/**/*.test.ts',
      'tools/**/*.test.ts',
      'web/**/*.test.{ts,tsx}',
    ],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    globalSetup: ['test/database.ts'],
    setupFiles: ['test/seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
