import type pg from 'pg';

/**
 * What is billed. `skewed`: resellers of very different size with customers below them. `prepaid`: the same, but every reseller pays ahead; its
 * customers do not. `flat`: N/20 resellers alike, for their own use.
 */
export const SHAPES = ['skewed', 'prepaid', 'flat'] as const;
export type Plan = { shape: (typeof SHAPES)[number]; subscriptions: number; resellers: number };

/** The month that is billed. */
export const MONTH = { first: '2026-05-01', cutoff: '2026-06-01', now: '2026-06-01T06:00:00.000Z' };

const LOADED = [
  'identity.organization',
  'identity.account',
  'program.account_plan',
  'orders.subscription',
  'orders.segment',
];

/**
 * Fills the database with the plan's program: rows as the modules would have written them, by one statement a table. Foreign keys are not
 * looked up row by row and indexes are built afterwards; what is billed is the same.
 */
export async function generate(owner: pg.Client, plan: Plan): Promise<void> {
  await owner.query('set session_replication_role = replica').catch(() => {});
  await owner.query("set work_mem = '64MB'");
  for (const table of [...LOADED, 'billing.charge', 'billing.invoice', 'ledger.transfer'])
    await owner.query(`alter table ${table} no force row level security`);
  const indexes = await dropIndexes(owner);
  await owner.query('create schema bench');
  await owner.query(plan.shape === 'flat' ? flat(plan) : skewed(plan));
  await owner.query(catalogue(plan));
  await owner.query(program(plan));
  for (const index of indexes) await owner.query(index);
  await owner.query('set session_replication_role = default').catch(() => {});
  await owner.query('analyze');
}

async function dropIndexes(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any ($1::regclass[]) and not indisprimary
       and not exists (select from pg_constraint where conindid = indexrelid)`,
    [LOADED],
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

/**
 * The largest of 10,000 resellers holds 2.5 % of all subscriptions, the smallest 1/25,000. Ten subscriptions a customer; every tenth
 * subscription changes its quantity within the month. 60 offers, 4 bundle plans.
 */
function skewed({ subscriptions, resellers }: Plan): string {
  return `
    create unlogged table bench.subscription as
      select i, r, (i - min(i) over (partition by r)) / 10 as c, base.new_id() as id, (i * 7919) % 60 as service, 1 + i % 9 as quantity,
        case when i % 10 = 3 then 5 + i % 20 end as changed_on
      from (select i, floor(${resellers} * power((i + 0.5) / ${subscriptions}, 2.5))::int as r
        from generate_series(0::bigint, ${subscriptions} - 1) i) s;
    create unlogged table bench.customer as
      select r, c, base.new_id() as id, base.new_id() as account_id from (select distinct r, c from bench.subscription) s;`;
}

function flat({ subscriptions, resellers }: Plan): string {
  return `
    create unlogged table bench.subscription as
      select i, (i % ${resellers})::int as r, null::bigint as c, base.new_id() as id, i % 60 as service, 1 + i % 9 as quantity,
        null::bigint as changed_on
      from generate_series(0::bigint, ${subscriptions} - 1) i;
    create unlogged table bench.customer (r int, c bigint, id uuid, account_id uuid);`;
}

/** Skewed: prices with fractions of a halala, discounts by family and plan. Flat: 10 to 39 SAR, 10 to 25 % by product, one plan. */
function catalogue({ shape }: Plan): string {
  const price = shape === 'flat' ? '1000 + 100 * (k % 30)' : '1000 + 100 * (k % 30) + (k % 8) * 0.125';
  const plans = shape === 'flat' ? 1 : 4;
  const discounts =
    shape === 'flat'
      ? `select plan.id, 1, 'product', 'P' || k, 'postpay', (10 + 5 * (k % 4)) / 100.0 from bench.plan, generate_series(0, 59) k`
      : `select plan.id, 1, 'family', 'f' || f, '${preferenceOf(shape)}', 0.05 + 0.025 * ((plan.n + f) % 9) from bench.plan, generate_series(0, 2) f`;
  return `
    create unlogged table bench.offer as select k, base.new_id() as id, base.new_id() as product_id from generate_series(0, 59) k;
    create unlogged table bench.plan as select n, base.new_id() as id from generate_series(0, ${plans - 1}) n;
    insert into catalog.family (id, name, position) select 'f' || f, '{}', f from generate_series(0, 2) f;
    insert into catalog.product (id, code, family_id, name, description, unit, connector, created_at)
      select product_id, 'P' || k, 'f' || k % 3, '{}', '{}', 'seat', 'manual', '${MONTH.now}' from bench.offer;
    insert into catalog.offer (id, product_id, code, name, term_months, cycle_months, created_at)
      select id, product_id, 'O' || k, '{}', 1, 1, '${MONTH.now}' from bench.offer;
    insert into catalog.list_price (offer_id, currency, valid_from, unit_price, recorded_at)
      select id, 'SAR', '2026-01-01', ${price}, '${MONTH.now}' from bench.offer;
    insert into catalog.bundle_plan (id, code, name, created_at) select id, 'B' || n, '{}', '${MONTH.now}' from bench.plan;
    insert into catalog.bundle_plan_version (bundle_plan_id, version, valid_from, recorded_at) select id, 1, '2026-01-01', '${MONTH.now}' from bench.plan;
    insert into catalog.plan_discount (bundle_plan_id, version, scope, target, billing_preference, rate) ${discounts};`;
}

function preferenceOf(shape: Plan['shape']): string {
  return shape === 'prepaid' ? 'prepay' : 'postpay';
}

const BASICS = `'SA', 'SAR', 'Asia/Riyadh', 'en', 'active', '${MONTH.now}'::timestamptz`;
const COLUMNS =
  'reseller_id, id, kind, seller_id, path, name, country, currency, time_zone, language, state, created_at';
const program = ({ shape }: Plan) => `
  create unlogged table bench.vendor as select base.new_id() as id;
  create unlogged table bench.reseller as select r, base.new_id() as id, base.new_id() as account_id from (select distinct r from bench.subscription) s;
  insert into identity.organization (${COLUMNS}) select id, id, 'vendor', null, array[id], 'Vendor', ${BASICS} from bench.vendor;
  insert into identity.organization (${COLUMNS}) select r.id, r.id, 'reseller', v.id, array[v.id, r.id], 'Reseller ' || r.r, ${BASICS}
    from bench.reseller r, bench.vendor v;
  insert into identity.organization (${COLUMNS}) select r.id, c.id, 'customer', r.id, array[v.id, r.id, c.id], 'Customer ' || r.r || '/' || c.c, ${BASICS}
    from bench.customer c join bench.reseller r using (r), bench.vendor v;
  insert into identity.account (reseller_id, id, seller_id, buyer_id, number, currency, opened_at)
    select r.id, r.account_id, v.id, r.id, 'A' || r.r, 'SAR', '${MONTH.now}'::timestamptz from bench.reseller r, bench.vendor v
    union all select r.id, c.account_id, r.id, c.id, 'A' || c.c, 'SAR', '${MONTH.now}' from bench.customer c join bench.reseller r using (r);
  insert into program.account_plan (reseller_id, account_id, valid_from, seller_id, buyer_id, bundle_plan_id, billing_preference, recorded_at)
    select r.id, r.account_id, '2026-01-01', v.id, r.id, p.id, '${preferenceOf(shape)}', '${MONTH.now}' from bench.reseller r
    join bench.plan p on p.n = r.r % (select count(*) from bench.plan), bench.vendor v;
  insert into orders.subscription (reseller_id, id, number, chain, customer_id, offer_id, state, ordered_at, activated_on)
    select r.id, s.id, 'S' || s.i, case when c.id is null then array[v.id, r.id] else array[v.id, r.id, c.id] end, coalesce(c.id, r.id), o.id,
      'active', '${MONTH.now}', '${MONTH.first}'
    from bench.subscription s join bench.reseller r using (r) left join bench.customer c on c.r = s.r and c.c = s.c
    join bench.offer o on o.k = s.service, bench.vendor v order by r.id, s.id;
  insert into orders.segment (reseller_id, subscription_id, seq, chain, starts_on, quantity, recorded_at)
    select s.reseller_id, s.id, g.seq, s.chain, g.starts_on, g.quantity, '${MONTH.now}'
    from bench.subscription b join bench.reseller r using (r) join orders.subscription s on s.reseller_id = r.id and s.id = b.id
    cross join lateral (select 1 as seq, '${MONTH.first}'::date as starts_on, b.quantity::int as quantity
      union all select 2, '${MONTH.first}'::date + b.changed_on::int, b.quantity::int + 3 where b.changed_on is not null) g
    order by s.reseller_id, s.id, g.seq;`;
