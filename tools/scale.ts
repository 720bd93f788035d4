/**
 * Writes docs/guide/scale.md: its own words, and the statements that spread the tables there are over several PostgreSQL nodes.
 *
 *     node tools/scale.ts docs/guide/scale.md
 */
import { readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import setUpDatabase, { freshDatabase } from '../test/database.ts';
import { readCatalogue, type Table } from '../test/wall/catalogue.ts';
import { linesOf, type Place } from './places.ts';

const GUIDE = 'docs/guide/scale.md';
/** In the order of the guide's blocks of SQL. */
const BLOCKS: readonly Place[] = ['reference', 'distributed', 'coordinator'];

const tearDown = await setUpDatabase();
try {
  writeFileSync(process.argv[2] ?? GUIDE, written(readFileSync(GUIDE, 'utf8'), await read()));
} finally {
  await tearDown();
}

async function read(): Promise<Table[]> {
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const tables = await readCatalogue(client);
  await client.end();
  await database.drop();
  return tables;
}

function written(guide: string, tables: Table[]): string {
  const places = [...BLOCKS];
  return `${guide.trimEnd()}\n`.replace(/```sql\n[\s\S]*?```/g, (block) => {
    const place = places.shift();
    return place ? `\`\`\`sql\n${linesOf(tables, place).join('\n')}\n\`\`\`` : block;
  });
}
