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

-- Lines are charged in a run: the program's month end, or one account's immediate charge of a prepaid change.
-- `cutoff` is the first day not billed in arrears; `horizon` the first day whose cycles are not yet billed in advance.
create table billing.run (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  kind text not null check (kind in ('month_end', 'immediate', 'preview')),
  cutoff date not null,
  horizon date not null,
  state text not null check (state in ('working', 'drafted', 'issued', 'discarded')),
  rates_sha256 text,
  findings jsonb not null default '[]',
  opened_by uuid,
  opened_at timestamptz not null,
  finished_at timestamptz,
  primary key (reseller_id, id)
);
-- A month is closed once: a discarded run makes room for the next.
create unique index run_once on billing.run (reseller_id, seller_id, cutoff) where kind = 'month_end' and state <> 'discarded';
call base.wall('billing.run', 'seller_id = (select base.me())');
grant select, insert, update on billing.run to caravan_system;
grant select on billing.run to caravan_app;

-- Prices frozen for a run: per price source, offer and range of days. Within a calendar month, so that `month_days` is one number.
-- The nil UUID stands for "no bundle plan: list price", so that lines join by plain equality.
create table billing.run_rate (
  run_id uuid not null,
  bundle_plan_id uuid not null,
  billing_preference text not null,
  offer_id uuid not null,
  currency char(3) not null,
  from_date date not null,
  to_date date not null,
  month_days int not null,
  list_price numeric(24, 12) not null,
  discount numeric(9, 6) not null,
  unit_price numeric(30, 18) not null
);
create unique index run_rate_key on billing.run_rate (run_id, offer_id, currency, bundle_plan_id, billing_preference, from_date);
grant select, insert, delete on billing.run_rate to caravan_system;

-- A batch of work of a run: one reseller's branch, with what came of it.
create table billing.run_task (
  run_id uuid not null,
  reseller_id uuid not null,
  state text not null check (state in ('waiting', 'done', 'quarantined')),
  lines int not null default 0,
  invoices int not null default 0,
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
  run_id uuid not null,
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
  unique (reseller_id, seller_id, number),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  check (total = net + tax),
  check ((state = 'issued') = (number is not null))
);
create unique index invoice_once on billing.invoice (reseller_id, account_id, run_id) where state <> 'discarded';
create index invoice_seller on billing.invoice (seller_id, created_at desc, id desc);
create index invoice_buyer on billing.invoice (buyer_id, created_at desc, id desc);
create index invoice_run on billing.invoice (run_id);
create index invoice_reference on billing.invoice (payment_reference);
call base.wall('billing.invoice', 'seller_id = (select base.me()) or (buyer_id = (select base.me()) and state = ''issued'')');
grant select, update on billing.invoice to caravan_app;
grant select, insert, update on billing.invoice to caravan_system;

-- What is charged: one line per subscription, account and stretch of days at one quantity and price. Exactly once by its key.
-- `usage`: in arrears, by day of a calendar month. `term`: in advance, for the rest of a cycle. `revision` > 1: more of the same start.
create table billing.charge (
  reseller_id uuid not null,
  account_id uuid not null,
  subscription_id uuid not null,
  component text not null check (component in ('usage', 'term')),
  period_from date not null,
  revision int not null,
  period_to date not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  customer_id uuid not null,
  offer_id uuid not null,
  invoice_id uuid not null,
  run_id uuid not null,
  quantity int not null check (quantity > 0),
  days int not null,
  period_days int not null,
  list_price numeric(24, 12) not null,
  discount numeric(9, 6) not null,
  unit_price numeric(30, 18) not null,
  net bigint not null,
  tax bigint not null,
  currency char(3) not null,
  recorded_at timestamptz not null,
  primary key (reseller_id, account_id, subscription_id, component, period_from, revision),
  foreign key (reseller_id, invoice_id) references billing.invoice (reseller_id, id),
  check (period_from < period_to and days <= period_days)
);
create index charge_invoice on billing.charge (reseller_id, invoice_id);
call base.wall('billing.charge', '(select base.me()) in (seller_id, buyer_id)');
grant select on billing.charge to caravan_app;
grant select, insert on billing.charge to caravan_app, caravan_system;

-- The same lines before their invoice is issued: moved to billing.charge by the issue, dropped by a discard.
create table billing.draft_charge (like billing.charge including defaults including constraints);
alter table billing.draft_charge add primary key (reseller_id, account_id, subscription_id, component, period_from, revision);
create index draft_charge_invoice on billing.draft_charge (reseller_id, invoice_id);
call base.wall('billing.draft_charge', 'seller_id = (select base.me())');
grant select, delete on billing.draft_charge to caravan_app;
grant select, insert, delete on billing.draft_charge to caravan_system;

-- The lines of an invoice, drafted or issued.
create view billing.line with (security_invoker = true) as
  select * from billing.charge union all select * from billing.draft_charge;
grant select on billing.line to caravan_app, caravan_system;

-- The last number of a seller's gapless series in a year.
create table billing.invoice_series (
  reseller_id uuid not null,
  seller_id uuid not null,
  year int not null,
  last_number int not null,
  primary key (reseller_id, seller_id, year)
);
call base.wall('billing.invoice_series', 'seller_id = (select base.me())');
grant select, insert, update on billing.invoice_series to caravan_app, caravan_system;

-- What a prepaid order must bring in before it is provisioned. Paid money waits on the account as credit until the first invoice.
create table billing.payment_request (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  order_id uuid not null,
  net bigint not null,
  tax bigint not null,
  total bigint not null,
  currency char(3) not null,
  payment_reference text not null,
  state text not null check (state in ('open', 'paid', 'cancelled')),
  created_at timestamptz not null,
  paid_at timestamptz,
  primary key (reseller_id, id),
  unique (reseller_id, order_id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index payment_request_reference on billing.payment_request (payment_reference);
create index payment_request_buyer on billing.payment_request (buyer_id, created_at desc, id desc);
create index payment_request_seller on billing.payment_request (seller_id, created_at desc, id desc);
call base.wall('billing.payment_request', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, update on billing.payment_request to caravan_app, caravan_system;

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

-- A card payment under way at the gateway, for an invoice or a payment request.
create table billing.checkout (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  invoice_id uuid,
  payment_request_id uuid,
  seller_id uuid not null,
  buyer_id uuid not null,
  gateway_id text,
  url text,
  amount bigint not null,
  currency char(3) not null,
  state text not null check (state in ('open', 'paid', 'expired')),
  created_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, invoice_id) references billing.invoice (reseller_id, id),
  foreign key (reseller_id, payment_request_id) references billing.payment_request (reseller_id, id),
  check ((invoice_id is null) <> (payment_request_id is null))
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

insert into billing.tax_rate (country, valid_from, name, rate, source) values
  ('SA', '2018-01-01', 'VAT', 0.05, 'GCC VAT Framework Agreement 2016; KSA VAT Law, Royal Decree M/113'),
  ('SA', '2020-07-01', 'VAT', 0.15, 'KSA Royal Order A/638 of 2020'),
  ('AE', '2018-01-01', 'VAT', 0.05, 'UAE Federal Decree-Law 8/2017'),
  ('BH', '2019-01-01', 'VAT', 0.05, 'Bahrain Decree-Law 48/2018'),
  ('BH', '2022-01-01', 'VAT', 0.10, 'Bahrain Law 33/2021'),
  ('OM', '2021-04-16', 'VAT', 0.05, 'Oman Royal Decree 121/2020'),
  ('EG', '2017-07-01', 'VAT', 0.14, 'Egypt Law 67/2016'),
  ('JO', '2004-01-01', 'GST', 0.16, 'Jordan General Sales Tax Law 6/1994'),
  ('GB', '2011-01-04', 'VAT', 0.20, 'UK Finance (No. 2) Act 2010'),
  ('DE', '2021-01-01', 'VAT', 0.19, 'UStG § 12'),
  ('FR', '2014-01-01', 'VAT', 0.20, 'CGI art. 278'),
  ('NL', '2012-10-01', 'VAT', 0.21, 'Wet OB 1968 art. 9'),
  ('IN', '2017-07-01', 'GST', 0.18, 'CGST Act 2017, Notification 11/2017'),
  ('PK', '2015-07-01', 'GST', 0.18, 'Sales Tax Act 1990 s. 3'),
  ('TR', '2023-07-10', 'VAT', 0.20, 'Turkey Presidential Decree 7346'),
  ('MA', '2005-01-01', 'VAT', 0.20, 'Morocco CGI art. 98'),
  ('TN', '2018-01-01', 'VAT', 0.19, 'Tunisia Finance Law 2018');
