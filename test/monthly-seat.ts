import { sql } from 'kysely';
import type { Db } from '../server/base/db.ts';

const text = JSON.stringify({ en: 'x', ar: 'س' });

/** An offer without a price: a seat by the month, its product alone in a family; their ids are their codes. */
export async function monthlySeat(
  db: Db,
  { product, offer, family }: { product: string; offer: string; family: string },
): Promise<void> {
  await sql`insert into catalog.family (id, name, position) values (${family}, ${text}::jsonb, 1)`.execute(
    db,
  );
  await sql`insert into catalog.product (id, code, family_id, name, description, unit, connector, created_at)
    values (${product}, ${product}, ${family}, ${text}::jsonb, ${text}::jsonb, 'seat', 'manual', now())`.execute(
    db,
  );
  await sql`insert into catalog.offer (id, product_id, code, name, term_months, cycle_months, created_at)
    values (${offer}, ${product}, ${offer}, ${text}::jsonb, 1, 1, now())`.execute(db);
}
