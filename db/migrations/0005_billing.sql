create schema billing;
grant usage on schema billing to caravan_app, caravan_system;

-- Value added tax by country, dated, with its source. Rates are fractions.
create table billing.tax_rate (
  country char(2) not null,
  valid_from date not null,
  name text not null,
  rate numeric(9, 6) not null,
  source text not null,
  primary key (country, valid_from)
);
grant select on billing.tax_rate to caravan_app, caravan_system;

-- How a subscription is charged on one account of its chain: everything before `billed_through` is on a charge already.
create table billing.charge_stream (
  reseller_id uuid not null,
  account_id uuid not null,
  subscription_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  customer_id uuid not null,
  offer_id uuid not null,
  starts_on date not null,
  billed_through date not null,
  primary key (reseller_id, account_id, subscription_id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index charge_stream_due on billing.charge_stream (reseller_id, billed_through);
call base.wall('billing.charge_stream', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, update on billing.charge_stream to caravan_app, caravan_system;

-- A month-end run of the program. `cutoff` is the first day not billed. Rows stay on the coordinator.
create table billing.run (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  cutoff date not null,
  state text not null check (state in ('open', 'working', 'drafted', 'issued', 'discarded', 'failed')),
  opened_by uuid,
  opened_at timestamptz not null,
  finished_at timestamptz,
  rates_sha256 text,
  findings jsonb not null default '[]',
  primary key (reseller_id, id)
);
-- One run at a time for a cutoff: a discarded one makes room for the next.
create unique index run_once on billing.run (reseller_id, seller_id, cutoff) where state <> 'discarded';
call base.wall('billing.run', 'seller_id = (select base.me())');
grant select, insert, update on billing.run to caravan_app, caravan_system;

-- Prices frozen for a run: per price source, offer and half-open date range.
create table billing.run_rate (
  run_id uuid not null,
  bundle_plan_id uuid,
  billing_preference text not null,
  offer_id uuid not null,
  currency char(3) not null,
  from_date date not null,
  to_date date not null,
  list_price numeric(24, 12) not null,
  discount numeric(9, 6) not null,
  unit_price numeric(24, 12) not null
);
create unique index run_rate_key on billing.run_rate (run_id, offer_id, currency, bundle_plan_id, billing_preference, from_date) nulls not distinct;
grant select, insert, delete on billing.run_rate to caravan_system;

-- A batch of work of a run: one reseller's branch, with what came of it.
create table billing.run_task (
  run_id uuid not null,
  reseller_id uuid not null,
  state text not null check (state in ('waiting', 'done', 'quarantined')),
  lines int not null default 0,
  cause text,
  finished_at timestamptz,
  primary key (run_id, reseller_id)
);
create index run_task_waiting on billing.run_task (run_id) where state = 'waiting';
grant select, insert, update, delete on billing.run_task to caravan_system;

create table billing.invoice (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  run_id uuid,
  number text,
  state text not null check (state in ('draft', 'issued', 'discarded')),
  period_from date not null,
  period_to date not null,
  currency char(3) not null,
  net bigint not null,
  tax bigint not null,
  total bigint not null,
  tax_rate numeric(9, 6) not null,
  tax_note text not null,
  payment_reference text,
  issued_at timestamptz,
  issued_on date,
  due_on date,
  created_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  check (total = net + tax)
);
create unique index invoice_number on billing.invoice (reseller_id, seller_id, number) where number is not null;
create unique index invoice_once on billing.invoice (reseller_id, account_id, run_id) where state <> 'discarded';
create index invoice_seller on billing.invoice (seller_id, created_at desc, id desc);
create index invoice_buyer on billing.invoice (buyer_id, created_at desc, id desc);
create index invoice_reference on billing.invoice (payment_reference);
call base.wall('billing.invoice', '(select base.me()) in (seller_id, buyer_id) and (state = ''issued'' or seller_id = (select base.me()))');
grant select, insert, update on billing.invoice to caravan_app, caravan_system;

-- What is charged: one line per subscription segment, account and period. Exactly once by the unique key.
create table billing.charge (
  reseller_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  subscription_id uuid not null,
  customer_id uuid not null,
  offer_id uuid not null,
  component text not null check (component in ('usage', 'term')),
  period_from date not null,
  period_to date not null,
  revision int not null default 1,
  quantity int not null,
  days int not null,
  days_in_period int not null,
  list_price numeric(24, 12) not null,
  discount numeric(9, 6) not null,
  unit_price numeric(24, 12) not null,
  net bigint not null,
  tax bigint not null default 0,
  currency char(3) not null,
  run_id uuid,
  invoice_id uuid not null,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, account_id, subscription_id, component, period_from, revision),
  foreign key (reseller_id, invoice_id) references billing.invoice (reseller_id, id),
  check (period_from < period_to)
);
create index charge_invoice on billing.charge (reseller_id, invoice_id);
call base.wall('billing.charge', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, delete on billing.charge to caravan_system;
grant select on billing.charge to caravan_app;

-- The next number of a seller's gapless series in a year.
create table billing.invoice_series (
  reseller_id uuid not null,
  seller_id uuid not null,
  year int not null,
  last_number int not null,
  primary key (reseller_id, seller_id, year)
);
call base.wall('billing.invoice_series', 'seller_id = (select base.me())');
grant select, insert, update on billing.invoice_series to caravan_app, caravan_system;

create table billing.payment (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  method text not null check (method in ('bank_transfer', 'card', 'recorded')),
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  received_on date not null,
  source text not null,
  note text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, source),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index payment_seller on billing.payment (seller_id, recorded_at desc, id desc);
create index payment_buyer on billing.payment (buyer_id, recorded_at desc, id desc);
call base.wall('billing.payment', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.payment to caravan_app, caravan_system;

create table billing.allocation (
  reseller_id uuid not null,
  payment_id uuid not null,
  invoice_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  amount bigint not null check (amount > 0),
  recorded_at timestamptz not null,
  primary key (reseller_id, payment_id, invoice_id),
  foreign key (reseller_id, payment_id) references billing.payment (reseller_id, id),
  foreign key (reseller_id, invoice_id) references billing.invoice (reseller_id, id)
);
create index allocation_invoice on billing.allocation (reseller_id, invoice_id);
call base.wall('billing.allocation', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.allocation to caravan_app, caravan_system;

-- A card payment under way at the gateway.
create table billing.checkout (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  invoice_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  gateway_id text,
  url text,
  amount bigint not null,
  currency char(3) not null,
  state text not null check (state in ('open', 'paid', 'expired')),
  created_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, invoice_id) references billing.invoice (reseller_id, id)
);
create index checkout_gateway on billing.checkout (gateway_id);
call base.wall('billing.checkout', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, update on billing.checkout to caravan_app, caravan_system;

-- A bank's statement file as taken in, and its entries with what they were matched to. The seller's alone.
create table billing.bank_file (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  name text not null,
  sha256 text not null,
  entries int not null,
  matched int not null,
  imported_by uuid,
  imported_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, seller_id, sha256)
);
call base.wall('billing.bank_file', 'seller_id = (select base.me())');
grant select, insert, update on billing.bank_file to caravan_app, caravan_system;

create table billing.bank_entry (
  reseller_id uuid not null,
  id uuid not null,
  bank_file_id uuid not null,
  seller_id uuid not null,
  bank_account text not null,
  reference text not null,
  line int not null,
  amount bigint not null,
  currency char(3) not null,
  booked_on date not null,
  remittance text not null,
  counterparty text,
  state text not null check (state in ('matched', 'unmatched', 'ignored')),
  cause text,
  account_id uuid,
  payment_id uuid,
  primary key (reseller_id, id),
  unique (reseller_id, seller_id, bank_account, reference),
  foreign key (reseller_id, bank_file_id) references billing.bank_file (reseller_id, id)
);
create index bank_entry_open on billing.bank_entry (seller_id, state, booked_on desc, id desc);
call base.wall('billing.bank_entry', 'seller_id = (select base.me())');
grant select, insert, update on billing.bank_entry to caravan_app, caravan_system;
