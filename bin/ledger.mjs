// `npm run ledger -- check`: holds the books against the documents. Runs on the machine's own Node.
import { boot } from './lib/boot.mjs';

await boot('bin/ledger.ts', process.argv.slice(2));
