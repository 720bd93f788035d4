-- A reseller's price book: how it makes the price its buyers pay. One book a seller, by its id, which is derived from the seller's;
-- its versions follow one another.
-- Seen by the seller alone: neither the vendor nor a customer may know a markup.
create table catalog.price_book (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  created_at timestamptz not null,
  primary key (reseller_id, id)
);
create index price_book_seller on catalog.price_book (seller_id);
call base.wall('catalog.price_book', '(select base.me()) = seller_id');
grant select, insert on catalog.price_book to caravan_app, caravan_system;

-- Holds from `valid_from` until the next one; of two of one day the later version holds. Only ever appended.
create table catalog.price_book_version (
  reseller_id uuid not null,
  price_book_id uuid not null,
  version int not null,
  seller_id uuid not null,
  valid_from date not null,
  note text,
  published_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, price_book_id, version),
  foreign key (reseller_id, price_book_id) references catalog.price_book (reseller_id, id)
);
create index price_book_version_seller on catalog.price_book_version (seller_id, valid_from desc, version desc);
call base.wall('catalog.price_book_version', '(select base.me()) = seller_id');
grant select, insert on catalog.price_book_version to caravan_app, caravan_system;

-- `buyer_id`: for one buyer alone; null for all. `target`: a family's id, a product's or an offer's code, empty for everything.
-- markup_on_cost: what the seller pays × (1 + rate). discount_on_list: list price × (1 − rate). fixed: minor units per unit and cycle.
create table catalog.price_book_rule (
  reseller_id uuid not null,
  price_book_id uuid not null,
  version int not null,
  line int not null,
  seller_id uuid not null,
  buyer_id uuid,
  scope text not null check (scope in ('everything', 'family', 'product', 'offer')),
  target text not null default '',
  kind text not null check (kind in ('markup_on_cost', 'discount_on_list', 'fixed')),
  rate numeric(9, 6),
  unit_price numeric(24, 12),
  currency char(3),
  primary key (reseller_id, price_book_id, version, line),
  foreign key (reseller_id, price_book_id, version) references catalog.price_book_version (reseller_id, price_book_id, version),
  foreign key (reseller_id, buyer_id) references identity.organization (reseller_id, id),
  check ((kind = 'fixed') = (rate is null)),
  check ((kind = 'fixed') = (unit_price is not null and currency is not null)),
  check (kind <> 'fixed' or (scope = 'offer' and unit_price >= 0)),
  check (kind <> 'discount_on_list' or (rate >= 0 and rate < 1)),
  check (kind <> 'markup_on_cost' or (rate >= 0 and rate <= 10))
);
call base.wall('catalog.price_book_rule', '(select base.me()) = seller_id');
grant select, insert on catalog.price_book_rule to caravan_app, caravan_system;

-- A price that a seller and one buyer have agreed on, by an accepted quote: it goes before every rule of the book from `valid_from` on.
-- Null ends it. Of two of one day the later revision holds.
create table catalog.agreed_price (
  reseller_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  offer_id uuid not null references catalog.offer (id),
  currency char(3) not null,
  valid_from date not null,
  revision int not null,
  unit_price numeric(24, 12) check (unit_price >= 0),
  quote_id uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, seller_id, buyer_id, offer_id, currency, valid_from, revision),
  foreign key (reseller_id, buyer_id) references identity.organization (reseller_id, id)
);
call base.wall('catalog.agreed_price', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on catalog.agreed_price to caravan_app, caravan_system;

-- Every rule that makes a retail price, over the half-open days it holds: one shape for the price engine and for month end.
-- The rule with the highest `rank` that fits wins: an agreed price (9), then rules for the one buyer (5 to 8), then those for all (1 to 4);
-- within each, offer over product over family over everything. Without one: the list price.
create view catalog.retail_rule with (security_invoker = true) as
  with version as (
    select reseller_id, price_book_id, version, valid_from as from_date,
      lead(valid_from, 1, 'infinity'::date) over (partition by reseller_id, price_book_id order by valid_from) as to_date
    from (select distinct on (reseller_id, price_book_id, valid_from) * from catalog.price_book_version
      order by reseller_id, price_book_id, valid_from, version desc) v
  ), agreed as (
    select a.*, lead(valid_from, 1, 'infinity'::date) over (
      partition by reseller_id, seller_id, buyer_id, offer_id, currency order by valid_from) as to_date
    from (select distinct on (reseller_id, seller_id, buyer_id, offer_id, currency, valid_from) * from catalog.agreed_price
      order by reseller_id, seller_id, buyer_id, offer_id, currency, valid_from, revision desc) a
  )
  select r.reseller_id, r.seller_id, r.buyer_id, r.scope, r.target, r.kind, r.rate, r.unit_price, r.currency, v.version, r.line,
    v.from_date, v.to_date,
    array_position(array['everything', 'family', 'product', 'offer'], r.scope) + case when r.buyer_id is null then 0 else 4 end as rank
  from version v join catalog.price_book_rule r using (reseller_id, price_book_id, version)
  union all
  select a.reseller_id, a.seller_id, a.buyer_id, 'offer', o.code, 'fixed', null, a.unit_price, a.currency, null, null,
    a.valid_from, a.to_date, 9
  from agreed a join catalog.offer o on o.id = a.offer_id where a.unit_price is not null;
grant select on catalog.retail_rule to caravan_app, caravan_system;
