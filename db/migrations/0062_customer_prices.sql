-- An approved special price of one offer: it holds for `from_quantity` units and more, in [valid_from, valid_to). Of several that hold on a
-- day the one granted last speaks; one without a price takes the others back. `to_quantity` is the most that the approval covers: more
-- keeps the price, and reopens the request. Appended; the price engine and month end read it.
create table deals.granted_price (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  customer_id uuid not null,
  offer_id uuid not null references catalog.offer (id),
  currency char(3) not null,
  unit_price numeric(24, 12) check (unit_price >= 0),
  floor_price numeric(24, 12) check (floor_price >= 0 and floor_price <= unit_price),
  from_quantity int not null check (from_quantity >= 1),
  to_quantity int not null,
  valid_from date not null,
  valid_to date not null,
  special_price_id uuid not null,
  number text not null,
  approved_by text,
  approved_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  check (valid_from < valid_to and from_quantity <= to_quantity),
  check ((unit_price is null) = (floor_price is null))
);
create index granted_price_customer on deals.granted_price (reseller_id, customer_id, offer_id);
call base.wall('deals.granted_price', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on deals.granted_price to caravan_app, caravan_system;

-- Where a customer has prices of its own on an account: the source of its rates in a run, in place of the account's.
create table billing.run_customer_source (
  reseller_id uuid not null,
  run_id uuid not null,
  account_id uuid not null,
  customer_id uuid not null,
  offer_id uuid not null,
  seller_id uuid not null,
  price_source_id uuid not null,
  primary key (reseller_id, run_id, account_id, customer_id, offer_id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
call base.wall('billing.run_customer_source', 'seller_id = (select base.me())');
grant select on billing.run_customer_source to caravan_app;
grant select, insert, delete on billing.run_customer_source to caravan_system;
