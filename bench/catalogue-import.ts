/**
 * Imports a catalogue of 50,000 offers and prints how long it takes against a floor: the same rows by plain INSERT … SELECT in the same run.
 *
 *     npm run bench -- catalogue-import [offers]
 *
 * The bound is 20 s for reading, comparing and publishing together. Exits with 1 beyond it.
 */
import { sql } from 'kysely';
import { toCsvRows } from '../server/base/csv.ts';
import { proofOf, publishImport, uploadImport } from '../server/catalog/imports/imports.ts';
import setUpDatabase from '../test/database.ts';
import { openWorld } from '../test/world.ts';

const BOUND_SECONDS = 20;
const HEAD = [
  ...[
    'family',
    'family_en',
    'family_ar',
    'product',
    'product_en',
    'product_ar',
    'description_en',
    'description_ar',
    'unit',
  ],
  ...['countries', 'segments', 'offer', 'offer_en', 'offer_ar', 'billing', 'term_months', 'cycle_months'],
  ...['cancel_window_hours', 'early_termination_fee_rate', 'price_sar', 'price_usd'],
];
const WAYS = [
  ['M', '1', '1', '0'],
  ['A', '12', '1', '0.5'],
  ['Y', '12', '12', '0'],
  ['3Y', '36', '36', '0'],
] as const;

function row(index: number): string[] {
  const product = Math.floor(index / WAYS.length);
  const [suffix = '', term = '', cycle = '', fee = ''] = WAYS[index % WAYS.length] ?? [];
  const family = product % 20;
  const price = `${10 + (product % 900)}.${(product % 90) + 10}`;
  return [
    ...[
      `family-${family}`,
      `Family ${family}`,
      `عائلة ${family}`,
      `SKU-${product}`,
      `Product ${product}`,
      `منتج ${product}`,
    ],
    ...[
      `What product ${product} does, in a sentence.`,
      `ما يفعله المنتج ${product} في جملة.`,
      'seat',
      'SA; AE',
      'small; medium',
    ],
    ...[
      `SKU-${product}-${suffix}`,
      `Offer ${suffix}`,
      `عرض ${suffix}`,
      'recurring',
      term,
      cycle,
      '72',
      fee,
      price,
      price,
    ],
  ];
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const begun = performance.now();
  const answer = await work();
  return [answer, (performance.now() - begun) / 1000];
}

const offers = Number(process.argv[2] ?? 50_000);
const tearDown = await setUpDatabase();
const world = await openWorld();
try {
  const vendor = await world.vendor();
  const office = <T>(work: Parameters<typeof world.as<T>>[2]) => world.as(vendor, ['administrator'], work);
  const bytes = toCsvRows([HEAD, ...Array.from({ length: offers }, (_, index) => row(index))]);
  const [read, reading] = await timed(() => office((ctx) => uploadImport(ctx, 'catalogue.csv', bytes, {})));
  if (read.state !== 'ready') throw new Error(JSON.stringify(read.faults.slice(0, 3)));
  const [, publishing] = await timed(() => office((ctx) => publishImport(ctx, read.id, proofOf(read))));
  const [, floor] = await timed(() =>
    world.system(async ({ db }) => {
      for (const table of ['product', 'product_version', 'offer', 'offer_version', 'list_price'])
        await sql`create temp table ${sql.raw(table)} as select * from ${sql.raw(`catalog.${table}`)} limit 0`.execute(
          db,
        );
      for (const table of ['product', 'product_version', 'offer', 'offer_version', 'list_price'])
        await sql`insert into ${sql.raw(`pg_temp.${table}`)} select * from ${sql.raw(`catalog.${table}`)}`.execute(
          db,
        );
    }),
  );
  const total = reading + publishing;
  const round = (seconds: number) => Math.round(seconds * 100) / 100;
  console.log(
    `${offers} offers (${round(bytes.length / 1e6)} MB): read and compared in ${round(reading)} s, published in ${round(publishing)} s, together ${round(total)} s`,
  );
  console.log(
    `floor, INSERT … SELECT of the rows it made into bare tables: ${round(floor)} s; ${Math.round(total / floor)} × the floor; the bound is ${BOUND_SECONDS} s`,
  );
  process.exitCode = total > BOUND_SECONDS ? 1 : 0;
} finally {
  await world.close();
  await tearDown();
}
