import { describe, expect, test } from 'vitest';
import { clockInMoneySql, foreignSchema } from './sql.ts';

describe('SQL that names another module’s schema', () => {
  const cases: [name: string, path: string, text: string, tables: string[]][] = [
    ['its own', 'server/billing/a.sql.ts', 'sql`select 1 from billing.invoice`', []],
    ['another’s', 'server/billing/a.sql.ts', 'sql`select 1 from orders.segment`', ['orders.segment']],
    [
      'a join',
      'server/billing/a.sql.ts',
      'sql`select * from billing.charge c\njoin catalog.offer o using (id)`',
      ['catalog.offer'],
    ],
    [
      'a string of SQL',
      'server/deals/a.ts',
      "run('delete from deals.deal using identity.person')",
      ['identity.person'],
    ],
    [
      'an update in a plain template',
      'server/deals/a.ts',
      'run(`update orders.quote set x = ${1}`)',
      ['orders.quote'],
    ],
    [
      'a builder',
      'server/deals/a.sql.ts',
      "db.selectFrom('identity.organization as o')",
      ['identity.organization'],
    ],
    [
      'a builder’s list',
      'server/deals/a.sql.ts',
      "db.selectFrom(['deals.deal', 'ledger.transfer'])",
      ['ledger.transfer'],
    ],
    [
      'a join in a builder',
      'server/deals/a.sql.ts',
      "q.innerJoin('orders.quote as q', 'q.id', 'd.id')",
      ['orders.quote'],
    ],
    [
      'a function of another module',
      'server/billing/a.sql.ts',
      'sql`select orders.price(1)`',
      ['orders.price'],
    ],
    ['a function of base', 'server/billing/a.sql.ts', 'sql`select base.me()`', []],
    ['a table of base', 'server/billing/a.sql.ts', 'sql`select 1 from base.event`', ['base.event']],
    ['reports', 'server/reports/a.sql.ts', 'sql`select 1 from orders.segment`', []],
    ['a connector', 'server/connectors/x/a.ts', 'sql`select 1 from orders.segment`', ['orders.segment']],
    ['the app', 'server/app.ts', 'sql`select 1 from orders.segment`', ['orders.segment']],
    ['a test', 'server/billing/a.test.ts', 'sql`select 1 from orders.segment`', []],
    ['an event’s name', 'server/billing/a.ts', "emit('orders.placed')", []],
    ['a comment in SQL', 'server/billing/a.sql.ts', 'sql`select 1 -- as orders.segment does`', []],
    ['a comment in code', 'server/billing/a.sql.ts', '// from orders.segment', []],
    ['a sentence', 'server/billing/a.ts', "fail('Nothing was taken from orders. Try again.')", []],
    [
      'a literal inside SQL',
      'server/billing/a.sql.ts',
      "sql`select 1 from billing.x where name = 'orders.placed'`",
      [],
    ],
  ];
  test.each(cases)('%s', (_, path, text, tables) => {
    expect(foreignSchema({ path, text }).map(({ about }) => about)).toEqual(tables);
  });

  test('names the line inside a long query', () => {
    const text =
      "import { sql } from 'kysely';\nconst q = sql`select 1\n  from billing.invoice\n  join orders.quote q on true`;\n";
    expect(foreignSchema({ path: 'server/billing/a.sql.ts', text })).toMatchObject([
      { line: 4, about: 'orders.quote' },
    ]);
  });

  test('names the line after an expression that spans lines', () => {
    const text = 'const q = sql`select ${[\n1,\n2]} from orders.quote`;\n';
    expect(foreignSchema({ path: 'server/billing/a.sql.ts', text })).toMatchObject([{ line: 3 }]);
  });
});

describe('the database’s clock in money SQL', () => {
  const cases: [name: string, path: string, text: string, clocks: string[]][] = [
    ['now()', 'server/billing/a.sql.ts', 'sql`select now()`', ['now()']],
    ['current_date', 'server/ledger/a.sql.ts', 'sql`select current_date`', ['current_date']],
    [
      'clock_timestamp()',
      'server/orders/a.sql.ts',
      'sql`select clock_timestamp ( )`',
      ['clock_timestamp ( )'],
    ],
    ['a module without money', 'server/support/a.sql.ts', 'sql`select now()`', []],
    ['a test', 'server/billing/a.test.ts', 'sql`select now()`', []],
    ['a word', 'server/billing/a.ts', "fail('Pay now (by card)')", []],
    [
      'a default in a money table',
      'db/migrations/9_x.sql',
      'create table billing.x (at timestamptz default now());',
      ['now()'],
    ],
    [
      'a default elsewhere',
      'db/migrations/9_x.sql',
      'create table support.x (at timestamptz default now());',
      [],
    ],
    ['a comment', 'db/migrations/9_x.sql', '-- billing.x knows no now()\ncreate table billing.x ();', []],
  ];
  test.each(cases)('%s', (_, path, text, clocks) => {
    expect(clockInMoneySql({ path, text }).map(({ about }) => about)).toEqual(clocks);
  });
});
