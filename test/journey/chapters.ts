import { test } from 'vitest';

const MINUTES = 60_000;

/** A function that declares the chapters of one story: tests that run in order, none after one that failed. */
export function openStory(): (name: string, work: () => Promise<void>) => void {
  let failed: string | undefined;
  return (name, work) =>
    test(name, { timeout: 10 * MINUTES }, async ({ skip }) => {
      if (failed) skip(`the story ended at "${failed}"`);
      failed = name;
      await work();
      failed = undefined;
    });
}
