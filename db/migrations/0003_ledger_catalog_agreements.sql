-- Three modules that stand side by side on identity.
create schema ledger;
create schema catalog;
create schema agreements;
grant usage on schema ledger, catalog, agreements to caravan_app, caravan_system;

-- One row a transfer: `amount` moves from the credit side to the debit side of one seller's book.
-- `account_id` is the account between seller and buyer that the transfer is about.
create table ledger.transfer (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  account_id uuid not null,
  debit text not null,
  credit text not null,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  kind text not null,
  source_id uuid not null,
  posted_on date not null,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, source_id, kind, debit, credit),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  check (debit <> credit),
  check (debit in ('receivable', 'revenue', 'deferred_revenue', 'tax', 'bank', 'card_clearing', 'wallet', 'bad_debt', 'unmatched')),
  check (credit in ('receivable', 'revenue', 'deferred_revenue', 'tax', 'bank', 'card_clearing', 'wallet', 'bad_debt', 'unmatched'))
);
create index transfer_account on ledger.transfer (reseller_id, account_id, posted_on);
create index transfer_book on ledger.transfer (seller_id, posted_on desc, id desc);
call base.wall('ledger.transfer', '(select base.me()) in (seller_id, buyer_id)');
grant select on ledger.transfer to caravan_app;
grant select, insert on ledger.transfer to caravan_app, caravan_system;

-- The catalogue is shared: everyone reads it, the vendor's guard writes it. Names are {"en": …, "ar": …}.
create table catalog.family (
  id text primary key,
  name jsonb not null,
  position int not null
);
create table catalog.product (
  id uuid primary key,
  code text not null unique,
  family_id text not null references catalog.family (id),
  name jsonb not null,
  description jsonb not null,
  unit text not null check (unit in ('seat', 'domain', 'site', 'gigabyte', 'line', 'certificate')),
  needs_domain boolean not null default false,
  connector text not null,
  works_with jsonb not null default '[]',
  withdrawn_at timestamptz,
  created_at timestamptz not null
);
create index product_family on catalog.product (family_id, code);
-- What `q` is looked for in: one expression, the same in the query, so that the index serves it.
create index product_search on catalog.product using gin ((code || ' ' || (name ->> 'en') || ' ' || (name ->> 'ar')) gin_trgm_ops);
-- An offer is a product with a term and a billing cycle. A price is for one unit and one `cycle_months`.
create table catalog.offer (
  id uuid primary key,
  product_id uuid not null references catalog.product (id),
  code text not null unique,
  name jsonb not null,
  term_months int not null check (term_months > 0),
  cycle_months int not null check (cycle_months in (1, 12)),
  minimum_quantity int not null default 1,
  maximum_quantity int not null default 100000,
  withdrawn_at timestamptz,
  created_at timestamptz not null
);
create index offer_product on catalog.offer (product_id);
-- Minor units per unit and cycle. A row holds from `valid_from` until the next one; the past is never changed.
create table catalog.list_price (
  offer_id uuid not null references catalog.offer (id),
  currency char(3) not null,
  valid_from date not null,
  unit_price numeric(24, 12) not null check (unit_price >= 0),
  recorded_at timestamptz not null,
  primary key (offer_id, currency, valid_from)
);
create table catalog.bundle_plan (
  id uuid primary key,
  code text not null unique,
  name jsonb not null,
  created_at timestamptz not null
);
create table catalog.bundle_plan_version (
  bundle_plan_id uuid not null references catalog.bundle_plan (id),
  version int not null,
  valid_from date not null,
  recorded_at timestamptz not null,
  primary key (bundle_plan_id, version),
  unique (bundle_plan_id, valid_from)
);
-- The most specific scope wins: product over family over everything.
create table catalog.plan_discount (
  bundle_plan_id uuid not null,
  version int not null,
  scope text not null check (scope in ('everything', 'family', 'product')),
  target text not null default '',
  billing_preference text not null check (billing_preference in ('prepay', 'postpay')),
  rate numeric(9, 6) not null check (rate >= 0 and rate < 1),
  primary key (bundle_plan_id, version, scope, target, billing_preference),
  foreign key (bundle_plan_id, version) references catalog.bundle_plan_version (bundle_plan_id, version)
);
grant select on all tables in schema catalog to caravan_app, caravan_system;
grant insert, update on catalog.family, catalog.product, catalog.offer, catalog.bundle_plan to caravan_app, caravan_system;
grant insert on catalog.list_price, catalog.bundle_plan_version, catalog.plan_discount to caravan_app, caravan_system;

-- Versions of a contract's words, by language: `content` to lay out, `exact` the very text that is accepted, `sha256` its hash.
create table agreements.terms (
  id uuid primary key,
  kind text not null check (kind in ('partner', 'customer')),
  version text not null,
  content jsonb not null,
  exact jsonb not null,
  sha256 jsonb not null,
  valid_from date not null,
  published_at timestamptz not null,
  unique (kind, version)
);
grant select, insert on agreements.terms to caravan_app, caravan_system;
-- An acceptance: who, when, from where, of which exact text. Never updated.
create table agreements.agreement (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  terms_id uuid not null references agreements.terms (id),
  language text not null check (language in ('en', 'ar')),
  text_sha256 text not null,
  person_id uuid not null,
  person_name text not null,
  person_email text not null,
  address text not null,
  user_agent text,
  accepted_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, seller_id, buyer_id, terms_id)
);
call base.wall('agreements.agreement', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on agreements.agreement to caravan_app, caravan_system;

-- An agreement that the seller has brought into force: who the two sides were and what the annex said that day.
-- The contract's document is made from it, the same for ever.
create table agreements.contract (
  reseller_id uuid not null,
  agreement_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  reference text not null,
  effective_on date not null,
  seller jsonb not null,
  buyer jsonb not null,
  annex jsonb not null,
  recorded_at timestamptz not null,
  primary key (reseller_id, agreement_id),
  unique (reseller_id, seller_id, reference),
  foreign key (reseller_id, agreement_id) references agreements.agreement (reseller_id, id)
);
create index contract_buyer on agreements.contract (buyer_id, effective_on desc);
call base.wall('agreements.contract', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on agreements.contract to caravan_app, caravan_system;
