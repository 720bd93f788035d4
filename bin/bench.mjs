// `npm run bench -- month-end …`: installs what is missing, then measures. Runs on the machine's own Node.
import { boot } from './lib/boot.mjs';

await boot('bench/main.ts', process.argv.slice(2));
