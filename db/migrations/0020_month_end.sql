-- The month end at a million subscriptions: frozen price sources, whole-number prices, one mark for a branch. (0090: lines written once.)

-- Where a rate comes from is a price source: a bundle plan's id, a price book's, an account's own id when it has prices of its own,
-- the nil UUID for list price. A rate holds for a band of quantities, `quantity_from` <= quantity < `quantity_to`.
alter table billing.run_rate rename column bundle_plan_id to price_source_id;
alter table billing.run_rate
  add column quantity_from int not null default 0,
  add column quantity_to int not null default 2147483647,
  -- The unit price as whole numbers, `unit_digits / unit_divisor`, and up to which quantity the product with 366 days fits 64 bits:
  -- whole numbers are summed and divided in a third of the time that decimals take, and no digit is lost.
  add column unit_divisor bigint generated always as (10::numeric ^ scale(trim_scale(unit_price))) stored,
  add column unit_digits bigint generated always as (
    case when unit_price * 10::numeric ^ scale(trim_scale(unit_price)) < 9e18
      then unit_price * 10::numeric ^ scale(trim_scale(unit_price)) else 0 end) stored,
  add column exact_quantity int generated always as (
    case when unit_price * 10::numeric ^ scale(trim_scale(unit_price)) >= 9e18 or scale(trim_scale(unit_price)) > 15 then 0
      else least(2147483647, div(9e18 - 366 * 10::numeric ^ scale(trim_scale(unit_price)),
        732 * greatest(unit_price * 10::numeric ^ scale(trim_scale(unit_price)), 1))) end) stored;
drop index billing.run_rate_key;
create unique index run_rate_key on billing.run_rate
  (run_id, offer_id, currency, price_source_id, billing_preference, from_date, quantity_from);

-- Each account's price source and preference as a run found them, by half-open ranges. An account without a row pays list price, postpay.
create table billing.run_source (
  reseller_id uuid not null,
  run_id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  from_date date not null,
  to_date date not null,
  price_source_id uuid not null,
  billing_preference text not null check (billing_preference in ('prepay', 'postpay')),
  primary key (reseller_id, run_id, account_id, from_date),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  check (from_date < to_date)
);
call base.wall('billing.run_source', 'seller_id = (select base.me())');
grant select on billing.run_source to caravan_app;
grant select, insert, delete on billing.run_source to caravan_system;

-- Up to where a run has billed a branch in arrears. One row for a branch, where each stream had a mark of its own: two million
-- updates of a month end became ten thousand inserts. The latest mark counts; a discarded run takes its own back.
create table billing.branch_mark (
  reseller_id uuid not null,
  run_id uuid not null,
  seller_id uuid not null,
  billed_through date not null,
  primary key (reseller_id, run_id)
);
call base.wall('billing.branch_mark', 'seller_id = (select base.me())');
grant select on billing.branch_mark to caravan_app;
grant select, insert, delete on billing.branch_mark to caravan_system;

-- A stream that was opened after its branch's mark had passed its first day goes by its own watermark alone.
alter table billing.charge_stream add column apart boolean not null default false;
-- What was billed before marks were kept for the branch stands on the streams.
update billing.charge_stream set apart = true;
drop index billing.charge_stream_due;

-- Batches of about as many subscriptions each; the first branch of a batch stands for it when workers take turns.
alter table billing.run_task
  add column batch int not null default 0,
  add column leads boolean not null default false,
  add column subscriptions int not null default 0;
drop index billing.run_task_waiting;
create index run_task_waiting on billing.run_task (run_id, batch) where state = 'waiting';
