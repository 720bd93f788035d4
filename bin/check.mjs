// Everything CI holds the code to, short of running it: `npm run check`, or one step: `npm run check -- tidy`.
// Plain JavaScript, because the machine's own Node boots it; the steps run on the Node in node_modules.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = join(ROOT, 'node_modules');
const COUNTS = join(ROOT, '.caravan/test/check.json');
const NODE = existsSync(join(MODULES, '.bin/node')) ? join(MODULES, '.bin/node') : process.execPath;

/** name → [what it holds, what to run]; the slowest first, so that two at a time end together. */
const STEPS = {
  types: ['TypeScript', 'node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.json', '--noEmit'],
  unused: ['unused files, exports and packages', 'node_modules/knip/bin/knip.js', '--no-progress'],
  faces: ['the faces speak both languages, build, and start small', 'tools/web.ts'],
  layers: ['who may import whom', 'tools/layers.ts'],
  generated: ['generated files are what their sources make', 'tools/generated.ts', '--check'],
  tidy: ['rules no other tool sees', 'tools/tidy.ts'],
  style: [
    'format and lint',
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '--max-diagnostics=200',
    '--colors=off',
  ],
};

/** Runs one step; answers its name, whether it passed, its output and its time in seconds. */
function run(name) {
  const [, ...command] = STEPS[name];
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(NODE, command, {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const done = (passed) => resolve({ name, passed, output, seconds: (performance.now() - started) / 1000 });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      output += `${error.message}\n`;
      done(false);
    });
    child.on('close', (code) => done(code === 0));
  });
}

/** What is said of a step: a line, and of one that failed all it printed. */
function told({ name, passed, output, seconds }) {
  const line = `${passed ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(5)} s  ${STEPS[name][0]}`;
  return passed ? line : `${line}\n\n${output.trimEnd()}\n`;
}

/** Runs the steps, at most one for each processor at a time; answers their results. */
async function runAll(names) {
  const waiting = [...names];
  const results = [];
  const lane = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const result = await run(name);
      console.log(told(result));
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(availableParallelism(), 4)) }, lane));
  return results;
}

/** Leaves the counts where bin/run-tests.ts adds them up, and what was said where test/check.test.ts reads it. */
function writeCounts(results) {
  mkdirSync(dirname(COUNTS), { recursive: true });
  const failed = results.filter((result) => !result.passed).length;
  const steps = Object.fromEntries(results.map((result) => [result.name, told(result)]));
  writeFileSync(COUNTS, `${JSON.stringify({ passed: results.length - failed, failed, steps })}\n`);
  return failed;
}

rmSync(COUNTS, { force: true }); // a run that dies leaves no old counts behind
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(
    `There is no step "${unknown.join('", "')}". The steps are: ${Object.keys(STEPS).join(', ')}.`,
  );
  process.exit(2);
}
const results = await runAll(asked.length > 0 ? asked : Object.keys(STEPS));
const failed = asked.length > 0 ? results.filter((result) => !result.passed).length : writeCounts(results);
console.log(failed > 0 ? `${failed} of ${results.length} failed.` : `All ${results.length} passed.`);
process.exitCode = failed > 0 ? 1 : 0;
