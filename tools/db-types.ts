/**
 * Writes the types of the tables that the migrations make, on a database made for it.
 *
 *     node tools/db-types.ts db/types.ts
 */
import { writeFileSync } from 'node:fs';
import setUpDatabase, { freshDatabase } from '../test/database.ts';
import { typesOf } from './types.ts';

const tearDown = await setUpDatabase();
try {
  const database = await freshDatabase();
  try {
    writeFileSync(process.argv[2] ?? 'db/types.ts', typesOf(database.url));
  } finally {
    await database.drop();
  }
} finally {
  await tearDown();
}
