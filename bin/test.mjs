// `npm test`: installs what is missing, then runs the checks, the tests and the browser's tests. Runs on the machine's own Node.
import { boot } from './lib/boot.mjs';

await boot('bin/run-tests.ts', process.argv.slice(2));
