-- The bands of prices by use, frozen for a run beside its rates: over the days of the list price that they were published with. What is
-- published later cannot reach an open run, and a replay freezes its candidate's in their place.
create table billing.run_band (
  run_id uuid not null,
  offer_id uuid not null,
  currency char(3) not null,
  from_date date not null,
  to_date date not null,
  above bigint not null,
  unit_price numeric(24, 12) not null,
  primary key (run_id, offer_id, currency, from_date, above)
);
grant select, insert, delete on billing.run_band to caravan_system;

-- Runs and replays that are under way go on with the bands that they would have read.
insert into billing.run_band (run_id, offer_id, currency, from_date, to_date, above, unit_price)
select r.run_id, p.offer_id, p.currency, p.valid_from, p.valid_to, b.above, b.unit_price
from (select distinct run_id, offer_id, currency from billing.run_rate
  where offer_id in (select offer_id from catalog.price_band)) r
join (select offer_id, currency, valid_from,
    lead(valid_from, 1, 'infinity'::date) over (partition by offer_id, currency order by valid_from) as valid_to
  from catalog.list_price) p on p.offer_id = r.offer_id and p.currency = r.currency
join catalog.price_band b on b.offer_id = p.offer_id and b.currency = p.currency and b.valid_from = p.valid_from;
