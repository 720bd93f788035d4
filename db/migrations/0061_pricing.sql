-- What one engine prices from (catalog/prices.rules.ts): floors, bands, preferences, commitments, promotions and costs.

-- No plan, deal or promotion brings a unit below the floor of the list price it starts from; only an approved special price has its own.
alter table catalog.list_price add floor_price numeric(24, 12) check (floor_price >= 0 and floor_price <= unit_price);

-- A discount from so many units on. Of one scope the highest band that the quantity reaches holds, for all units.
alter table catalog.plan_discount add from_quantity int not null default 1 check (from_quantity >= 1);
alter table catalog.plan_discount drop constraint plan_discount_pkey;
alter table catalog.plan_discount add primary key (bundle_plan_id, version, scope, target, billing_preference, from_quantity);

-- What a plan's version gives for the way of paying, after its discount.
create table catalog.plan_preference (
  bundle_plan_id uuid not null,
  version int not null,
  billing_preference text not null check (billing_preference in ('prepay', 'postpay')),
  rate numeric(9, 6) not null check (rate >= 0 and rate < 1),
  primary key (bundle_plan_id, version, billing_preference),
  foreign key (bundle_plan_id, version) references catalog.bundle_plan_version (bundle_plan_id, version)
);
-- What a reseller on the plan's version commits to buy in a calendar month, before tax, in minor units.
create table catalog.plan_commitment (
  bundle_plan_id uuid not null,
  version int not null,
  currency char(3) not null,
  monthly_minimum bigint not null check (monthly_minimum > 0),
  primary key (bundle_plan_id, version, currency),
  foreign key (bundle_plan_id, version) references catalog.bundle_plan_version (bundle_plan_id, version)
);
-- The least tier that may enter the plan; null: every reseller.
alter table catalog.bundle_plan_version add entry_tier text check (entry_tier in ('registered', 'silver', 'gold', 'platinum'));

-- A discount for a while, on top of everything else; of several the best one holds. `valid_to` is the first day without it.
create table catalog.promotion (
  id uuid primary key,
  code text not null unique,
  name jsonb not null,
  scope text not null check (scope in ('everything', 'family', 'product')),
  target text not null default '',
  bundle_plan_id uuid references catalog.bundle_plan (id),
  from_quantity int not null default 1 check (from_quantity >= 1),
  rate numeric(9, 6) not null check (rate > 0 and rate < 1),
  valid_from date not null,
  valid_to date not null,
  recorded_at timestamptz not null,
  check (valid_from < valid_to)
);
create index promotion_window on catalog.promotion (valid_to, valid_from);
grant select on catalog.plan_preference, catalog.plan_commitment, catalog.promotion to caravan_app, caravan_system;
grant insert on catalog.plan_preference, catalog.plan_commitment, catalog.promotion to caravan_app, caravan_system;
-- A promotion is ended early from a coming day on, never for days that have been.
grant update on catalog.promotion to caravan_app, caravan_system;

-- What an offer costs the vendor itself: seen by nobody below, for the margin of a special price.
create table catalog.cost_price (
  reseller_id uuid not null,
  offer_id uuid not null references catalog.offer (id),
  currency char(3) not null,
  valid_from date not null,
  seller_id uuid not null,
  unit_cost numeric(24, 12) not null check (unit_cost >= 0),
  recorded_at timestamptz not null,
  primary key (reseller_id, offer_id, currency, valid_from)
);
call base.wall('catalog.cost_price', 'seller_id = (select base.me())');
grant select, insert on catalog.cost_price to caravan_app, caravan_system;

-- The tier that a reseller holds; plans ask for it.
alter table program.reseller add tier text not null default 'registered' check (tier in ('registered', 'silver', 'gold', 'platinum'));
