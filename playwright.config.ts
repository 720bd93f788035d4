import { defineConfig, devices } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from './bin/lib/browser.ts';
import type { WorkerOptions } from './test/e2e/fixture.ts';

const executablePath = findBrowser();

export default defineConfig<object, WorkerOptions>({
  testDir: 'test/e2e',
  outputDir: '.caravan/test/e2e',
  globalSetup: './test/e2e/program.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: { args: BROWSER_ARGS, ...(executablePath ? { executablePath } : {}) },
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
  },
  // The journeys move the clock that all of a program lives by, so they have one of their own; they take longest, and begin. After all else
  // on the common one comes what puts things in order that other stories add to.
  projects: [
    { name: 'journey', testMatch: 'journey.spec.ts', fullyParallel: false, use: { alone: true } },
    { name: 'pages', testIgnore: ['journey.spec.ts', 'families.spec.ts'] },
    { name: 'order', testMatch: 'families.spec.ts', dependencies: ['pages'], fullyParallel: false },
  ],
});
