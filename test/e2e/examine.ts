import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, run } from 'axe-core';
import { expect, type Page } from './fixture.ts';
import { atRest } from './parts.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Expects that axe finds nothing on the page as it stands, once it is at rest. */
export async function examine(page: Page): Promise<void> {
  expect(await violationsOn(page), page.url()).toEqual([]);
}

/**
 * What axe finds on the page once it is at rest: the rule, the element and what would mend it. Axe is put into each document once, and writes
 * out only what is wrong: handing it the page by way of a second one, as its own binding does, takes as long as the examination.
 */
export async function violationsOn(page: Page): Promise<string[]> {
  await atRest(page);
  for (const frame of page.frames())
    if (await frame.evaluate(() => !('axe' in window))) await frame.evaluate(AXE);
  const { violations } = await page.evaluate(runAxe);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

/** Runs in the browser. All rules are tried; of those that hold, the results leave the elements out. */
function runAxe(): Promise<AxeResults> {
  return (window as unknown as { axe: { run: typeof run } }).axe.run(document, {
    resultTypes: ['violations'],
  });
}
