import { defineConfig, devices } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from './bin/lib/browser.ts';

const executablePath = findBrowser();

export default defineConfig({
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
  // The journeys move the clock that all of the program lives by, so everything else comes before them; but for what puts things in order that
  // other stories add to.
  projects: [
    { name: 'pages', testIgnore: ['journey.spec.ts', 'families.spec.ts'] },
    { name: 'order', testMatch: 'families.spec.ts', dependencies: ['pages'], fullyParallel: false },
    { name: 'journey', testMatch: 'journey.spec.ts', dependencies: ['pages'], fullyParallel: false },
  ],
});
