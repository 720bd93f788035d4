-- What a seller charges beside subscriptions: once, or every so many months from `starts_on` on. Never changed; its end is a row.
create table billing.fee (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  customer_id uuid not null,
  words jsonb not null,
  quantity int not null check (quantity > 0),
  unit_price bigint not null check (unit_price > 0),
  currency char(3) not null,
  every_months int check (every_months in (1, 3, 6, 12)),
  starts_on date not null,
  reference text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index fee_seller on billing.fee (seller_id, recorded_at desc, id desc);
create index fee_buyer on billing.fee (buyer_id, recorded_at desc, id desc);
create index fee_id on billing.fee (id);
call base.wall('billing.fee', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.fee to caravan_app, caravan_system;

-- From `ends_on` on it is charged no more; before its first day it was never charged.
create table billing.fee_end (
  reseller_id uuid not null,
  fee_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  ends_on date not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, fee_id),
  foreign key (reseller_id, fee_id) references billing.fee (reseller_id, id)
);
call base.wall('billing.fee_end', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.fee_end to caravan_app, caravan_system;

-- What an account has promised to buy each calendar month from `valid_from` (the first of a month) on, before tax; 0 ends it. What is lacking
-- is charged with the month.
create table billing.minimum_commitment (
  reseller_id uuid not null,
  account_id uuid not null,
  valid_from date not null check (extract(day from valid_from) = 1),
  revision int not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  amount bigint not null check (amount >= 0),
  currency char(3) not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, account_id, valid_from, revision),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
call base.wall('billing.minimum_commitment', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.minimum_commitment to caravan_app, caravan_system;

-- Units used of a subscription that is paid by use; seen along its chain, like its quantities. An event is counted once by its id.
create table billing.usage_event (
  reseller_id uuid not null,
  subscription_id uuid not null,
  event_id text not null,
  id uuid not null,
  chain uuid[] not null,
  used_on date not null,
  units int not null check (units > 0),
  note text,
  file_name text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, subscription_id, event_id),
  foreign key (reseller_id, subscription_id) references orders.subscription (reseller_id, id)
);
create index usage_event_month on billing.usage_event (reseller_id, subscription_id, used_on);
create index usage_event_recent on billing.usage_event (recorded_at desc, id desc);
call base.wall('billing.usage_event', '(select base.me()) = any (chain)');
grant select, insert on billing.usage_event to caravan_app, caravan_system;

-- So many days from its first a new subscription to the offer is free.
alter table catalog.offer add column trial_days int not null default 0 check (trial_days between 0 and 366);
