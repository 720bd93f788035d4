import { sql } from 'kysely';
import { type Db, json } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import type { Service } from './services.rules.ts';

/** Inserts the service. */
export async function insertService(db: Db, service: Service): Promise<void> {
  const { name, description, exemption, ...rest } = service;
  await db
    .insertInto('orders.service')
    .values({ ...rest, ...texts({ name, description, exemption }) })
    .execute();
}

function texts({ name, description, exemption }: Pick<Service, 'name' | 'description' | 'exemption'>) {
  return { name: json(name), description: json(description), exemption: exemption && json(exemption) };
}

/** Changes the service; answers it as it is now. */
export async function updateService(db: Db, service: Service): Promise<Service> {
  const { reseller_id, id, name, description, exemption, seller_id: _, created_at: __, ...rest } = service;
  const row = await db
    .updateTable('orders.service')
    .set({ ...rest, ...texts({ name, description, exemption }) })
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return row as Service;
}

/** The service, if the wall shows it. */
export async function findService(db: Db, id: string): Promise<Service | undefined> {
  const row = await db.selectFrom('orders.service').selectAll().where('id', '=', id).executeTakeFirst();
  return row as Service | undefined;
}

/** The seller's services of these ids. */
export async function findServices(db: Db, sellerId: string, ids: readonly string[]): Promise<Service[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('orders.service')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .where('id', 'in', [...ids])
    .execute();
  return rows as Service[];
}

/** One page of services, newest first; without the withdrawn ones unless asked. */
export async function listServices(
  db: Db,
  list: List,
  sellerId: string,
  withdrawn: boolean,
): Promise<Page<Service>> {
  let query = db.selectFrom('orders.service').selectAll().where('seller_id', '=', sellerId);
  if (!withdrawn) query = query.where('withdrawn_at', 'is', null);
  if (list.q) {
    const text = contains(list.q);
    query = query.where(sql<boolean>`((name ->> 'en') || ' ' || (name ->> 'ar')) ilike ${text}`);
  }
  return page<Service>(query as never, list, { created_at: 'created_at' }, 'id');
}
