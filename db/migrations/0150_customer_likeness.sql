-- What is written of an existing customer, as it was when its keys were made: a customer whose words are others by now is stale.
create table deals.customer_mark (
  reseller_id uuid not null,
  customer_id uuid not null,
  seller_id uuid not null,
  told text not null,
  primary key (reseller_id, customer_id),
  foreign key (reseller_id, customer_id) references identity.organization (reseller_id, id)
);
call base.wall('deals.customer_mark', 'seller_id = (select base.me())');
grant select on deals.customer_mark to caravan_app;
grant select, insert, update on deals.customer_mark to caravan_system;

-- What existing customers are recognised by, folded as deals.match_key is. `seller_id` is the vendor: nobody else sees them.
create table deals.customer_key (
  reseller_id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('name', 'spelling', 'domain', 'registration', 'group')),
  value text not null,
  seller_id uuid not null,
  shown text not null,
  country char(2) not null,
  primary key (reseller_id, customer_id, kind, value),
  foreign key (reseller_id, customer_id) references deals.customer_mark (reseller_id, customer_id)
);
create index customer_key_exact on deals.customer_key (kind, value);
create index customer_key_alike on deals.customer_key using gin (value gin_trgm_ops) where kind in ('name', 'spelling', 'group');
call base.wall('deals.customer_key', 'seller_id = (select base.me())');
grant select on deals.customer_key to caravan_app;
grant select, insert, delete on deals.customer_key to caravan_system;

-- A registered deal that may be for an existing customer of another branch. Seen by the vendor alone, as deals.duplicate is.
create table deals.customer_likeness (
  reseller_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  seller_id uuid not null,
  other_reseller_id uuid not null,
  other_customer_id uuid not null,
  score numeric(4, 3) not null,
  reasons jsonb not null,
  verdict text not null default 'open' check (verdict in ('open', 'same', 'distinct')),
  note text,
  person_id uuid,
  person_name text,
  verdict_at timestamptz,
  found_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, deal_id, other_customer_id),
  foreign key (reseller_id, deal_id) references deals.deal (reseller_id, id)
);
create index customer_likeness_id on deals.customer_likeness (id);
create index customer_likeness_deal on deals.customer_likeness (deal_id);
call base.wall('deals.customer_likeness', 'seller_id = (select base.me())');
grant select, update on deals.customer_likeness to caravan_app;
grant select, insert, update, delete on deals.customer_likeness to caravan_system;
