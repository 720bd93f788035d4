// `npm start`: installs what is missing, then runs Caravan. Runs on the machine's own Node.
import { boot } from './lib/boot.mjs';

await boot('bin/supervise.ts', process.argv.slice(2));
