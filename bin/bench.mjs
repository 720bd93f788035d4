// `npm run bench -- month-end …`: installs what is missing, then measures. Runs on the machine's own Node.
import { boot } from './lib/boot.mjs';

const BENCHES = {
  'month-end': 'bench/main.ts',
  store: 'bench/store.ts',
  'catalogue-import': 'bench/catalogue-import.ts',
  pricing: 'bench/pricing.ts',
  pages: 'bench/pages.ts',
};
const [name, ...rest] = process.argv.slice(2);
const program = Object.hasOwn(BENCHES, name ?? '') ? BENCHES[name] : undefined;
if (program) await boot(program, name === 'month-end' ? [name, ...rest] : rest);
else {
  console.error(`There are these benches: ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 1;
}
