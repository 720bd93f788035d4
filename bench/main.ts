import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Plan, SHAPES } from './generate.ts';
import { monthEnd } from './month-end.ts';
import { print, printGrowth, type Result, save } from './report.ts';

/*
 * npm run bench -- month-end [--subscriptions N] [--resellers M] [--shape skewed|prepaid|flat] [--growth] [--json FILE]
 * Bills a month of N subscriptions with the product's own run in a database of its own and measures it against a plain INSERT…SELECT of
 * the same rows. --growth: the same at N/100, N/10 and N. Needs nothing; with DATABASE_URL it uses that server instead of its own.
 */
/** A worker on a small machine: V8 grows its heap by what there is, which says nothing of what a run needs. */
const SMALL = ['--optimize-for-size', '--max-semi-space-size=4'];
if (!process.execArgv.includes('--optimize-for-size')) {
  const again = [...SMALL, ...process.argv.slice(1)];
  process.exit(spawnSync(process.execPath, again, { stdio: 'inherit' }).status ?? 1);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    subscriptions: { type: 'string', default: '1000000' },
    resellers: { type: 'string' },
    shape: { type: 'string', default: 'skewed' },
    growth: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const count = (text: string, what: string) => {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${what} is a whole number above 0, not ${text}`);
};

function planOf(subscriptions: number): Plan {
  const shape = SHAPES.find((name) => name === values.shape);
  if (!shape) throw new Error(`--shape is one of ${SHAPES.join(', ')}.`);
  if (shape === 'flat') {
    if (subscriptions % 20 !== 0) throw new Error('The flat shape has N/20 resellers: N divides by 20.');
    return { shape, subscriptions, resellers: subscriptions / 20 };
  }
  const asked = count(values.subscriptions, 'subscriptions');
  const resellers = values.resellers ? count(values.resellers, 'resellers') : Math.max(1, asked / 100);
  return {
    shape,
    subscriptions,
    resellers: Math.max(1, Math.round((resellers * subscriptions) / asked)),
  };
}

if (positionals[0] !== 'month-end' || positionals.length > 1) {
  console.error('There is one bench: month-end.');
  process.exit(1);
}
const subscriptions = count(values.subscriptions, 'subscriptions');
const sizes = values.growth
  ? [subscriptions / 100, subscriptions / 10, subscriptions].map(Math.floor)
  : [subscriptions];
const results: Result[] = [];
for (const size of sizes) {
  const result = await monthEnd(planOf(size), console.log);
  print(result);
  results.push(result);
}
if (values.growth) printGrowth(results);
const last = results.at(-1);
if (values.json && last) save(values.json, last, values.growth ? results : null);
process.exit(0);
