import { defineConfig } from 'vitest/config';
import { macros } from './tools/macros.ts';

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
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
