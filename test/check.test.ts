import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashOfTree } from '../tools/files.ts';
import { REGISTRY } from '../tools/generated.ts';
import { type Copy, copyTree } from './check/copy.ts';
import { LAYERS, type Plant, STYLE, TARGETS, TIDY, TYPES, UNUSED } from './check/plants.ts';

const MINUTES = 60_000;
const PLANTS = [...TYPES, ...UNUSED, ...LAYERS, ...TIDY, ...STYLE];

/** The lines of a step that name the plant; for Biome and knip the rule stands on a line of its own. */
function lineOf(output: string, { step, rule, says }: Plant): string | undefined {
  const lines = output.split('\n').filter((line) => line.includes(says));
  return step === 'unused'
    ? lines.find(() => output.includes(rule))
    : lines.find((line) => line.includes(rule));
}

/**
 * What the checks say of a copy without faults. Within `npm test` they have just run on the very tree that was copied (bin/run-tests.ts knows
 * it by its hash): then it is what they said of that.
 */
async function checkOf(copy: Copy): ReturnType<Copy['check']> {
  if (process.env.CARAVAN_CHECKED_TREE !== hashOfTree()) return copy.check();
  const { failed, steps } = JSON.parse(readFileSync('.caravan/test/check.json', 'utf8'));
  return { passed: failed === 0, output: new Map(Object.entries<string>(steps)) };
}

describe('a copy without faults', () => {
  let copy: Copy;
  beforeAll(() => {
    copy = copyTree();
  });
  afterAll(() => copy?.remove());

  test('passes', { timeout: 5 * MINUTES }, async () => {
    const { passed, output } = await checkOf(copy);
    expect([...output.values()].filter((part) => part.startsWith('FAIL')).join('\n')).toBe('');
    expect(passed).toBe(true);
    expect(output.size).toBeGreaterThanOrEqual(7);
  });

  test('does not pass when files go unread', { timeout: MINUTES }, async () => {
    copy.plant('.dependency-cruiser.mjs', "\nconfiguration.options.exclude = { path: '^server/' };\n");
    const { passed, output } = await copy.check('layers');
    expect(passed).toBe(false);
    expect(output.get('layers')).toContain('server/base/money.ts: not read by dependency-cruiser');
  });

  test('a step that does not exist is named', async () => {
    expect(await copy.check('nothing')).toMatchObject({ passed: false });
  });
});

/** The lines of a step that speak of the new module, save for what is planted beside it and for the list of modules in another's sentence. */
function aboutNew(output = ''): string[] {
  const isNew = /branding|planted_(story|box)|Planted(Story|Box)/;
  return output
    .split('\n')
    .filter(
      (line) => isNew.test(line.replace(/may import [\w, ]+/, '')) && !line.includes('planted-order.ts'),
    );
}

describe('a copy with a violation of each kind, and a new module without any', () => {
  let copy: Copy;
  let output: Map<string, string>;
  const generated = REGISTRY.filter(({ from }) => existsSync(from)).map(({ file }) => file);

  beforeAll(async () => {
    copy = copyTree();
    for (const noun of ['planted_story', 'planted_box'])
      execFileSync(process.execPath, ['bin/new.mjs', 'branding', noun], { cwd: copy.root });
    for (const [path, text] of TARGETS) if (!existsSync(join(copy.root, path))) copy.plant(path, text);
    for (const { path, text } of PLANTS) copy.plant(path, text);
    for (const path of generated) copy.plant(path, '\n');
    // Not the faces, which would be built once more: what they must see is planted by itself.
    ({ output } = await copy.check(...new Set(PLANTS.map(({ step }) => step)), 'generated'));
  }, 5 * MINUTES);
  afterAll(() => copy?.remove());

  test.each(
    PLANTS.map((plant): [string, string, string, Plant] => [plant.step, plant.rule, plant.path, plant]),
  )('%s: %s in %s', (step, _rule, _path, plant) => {
    expect(output.get(step)).toMatch(/^FAIL/);
    expect(lineOf(output.get(step) ?? '', plant)).toBeDefined();
  });

  test.each(['types', 'layers', 'tidy', 'style'])(
    '%s: the new module and its second noun hold to the rules',
    (step) => {
      expect(existsSync(join(copy.root, 'server/branding/planted-boxes.routes.ts'))).toBe(true);
      expect(output.has(step)).toBe(true);
      expect(aboutNew(output.get(step))).toEqual([]);
    },
  );

  test('generated: a changed file is named', () => {
    expect(generated.length).toBeGreaterThan(0);
    for (const path of generated)
      expect(output.get('generated')).toMatch(new RegExp(`^${path}: line \\d+ differs`, 'm'));
  });
});

test('faces: a sentence that is in no catalogue fails', { timeout: MINUTES }, async () => {
  const copy = copyTree();
  const sentence =
    "import { msg } from '@lingui/core/macro';\nexport const planted = msg`A planted sentence`;\n";
  copy.plant('web/vendor/planted.ts', sentence);
  const { passed, output } = await copy.check('faces');
  copy.remove();
  expect(passed).toBe(false);
  expect(output.get('faces')).toMatch(/FAIL sync: .*out-of-sync/);
});

test('every rule of the layers is planted', async () => {
  const { default: extract } = await import('dependency-cruiser/config-utl/extract-depcruise-config');
  const { forbidden } = await extract(`${process.cwd()}/.dependency-cruiser.mjs`);
  const rules = new Set(forbidden?.map(({ name }) => name));
  expect([...rules].filter((name) => !LAYERS.some(({ rule }) => rule === name))).toEqual([]);
});
