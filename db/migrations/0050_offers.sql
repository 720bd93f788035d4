-- More ways to sell, and what binds the one who bought: data on the offer, that stays as it was sold.
--
-- billing      recurring: a price per unit and cycle, billed every `cycle_months` of a term of `term_months` (flexible month 1/1, annual paid
--              monthly 12/1, annual upfront 12/12, three years upfront 36/36).
--              one_time: a price per unit, once; term and cycle are 0.
--              per_use: a price per unit used, billed by the month for what was used; term and cycle are 1.
-- rate_model   how a per-use price comes from the units of a month:
--              flat: every unit at the list price; tiered: each unit at the price of the band it falls in; volume: all units at the price of the
--              band the last falls in; package: the list price is for each begun package of `package_size` units.
-- cancel_window_hours         a new subscription can be cancelled for so long at no cost; 0: no such window.
-- allows_increase, _decrease  whether the quantity may go up, or down, within a term; at its renewal it always may.
-- early_termination_fee_rate  what ending a term early costs, as a fraction of what is left of it; null: it cannot be ended early.
--                             Where the term is paid ahead nothing is left of it: 0 means that it ends, and is not paid back.
-- renewal_window_days         an end or a decrease is accepted so many days before the term renews; 0: on the day alone.
alter table catalog.offer
  drop constraint offer_term_months_check,
  drop constraint offer_cycle_months_check,
  add column billing text not null default 'recurring' check (billing in ('recurring', 'one_time', 'per_use')),
  add column rate_model text not null default 'flat' check (rate_model in ('flat', 'tiered', 'volume', 'package')),
  add column package_size int not null default 1 check (package_size > 0),
  add column cancel_window_hours int not null default 0 check (cancel_window_hours between 0 and 8760),
  add column allows_increase boolean not null default true,
  add column allows_decrease boolean not null default false,
  add column early_termination_fee_rate numeric(9, 6) check (early_termination_fee_rate between 0 and 1),
  add column renewal_window_days int not null default 0 check (renewal_window_days between 0 and 366),
  add constraint offer_terms check (case billing
    when 'recurring' then term_months between 1 and 120 and cycle_months between 1 and 120 and term_months % cycle_months = 0
    when 'one_time' then term_months = 0 and cycle_months = 0
    else term_months = 1 and cycle_months = 1 end),
  add constraint offer_rates check (billing = 'per_use' or rate_model = 'flat'),
  add constraint offer_package check (rate_model = 'package' or package_size = 1);
-- What has been sold keeps its rules: a flexible month may shrink, a term paid ahead may end without money back, one paid by the month may not.
update catalog.offer set allows_decrease = term_months = 1,
  early_termination_fee_rate = case when term_months = cycle_months then 0 end;

-- The bands of a tiered or volume price beyond its first: units after the first `above` cost `unit_price`; those up to the lowest `above` cost
-- the list price of the same day. Exact decimals of minor units, as in list_price; appended with it and never changed.
create table catalog.price_band (
  offer_id uuid not null,
  currency char(3) not null,
  valid_from date not null,
  above bigint not null check (above > 0),
  unit_price numeric(24, 12) not null check (unit_price >= 0),
  primary key (offer_id, currency, valid_from, above),
  foreign key (offer_id, currency, valid_from) references catalog.list_price (offer_id, currency, valid_from)
);
grant select, insert on catalog.price_band to caravan_app, caravan_system;

-- Units of every trade; which ones there are is a rule in code.
alter table catalog.product drop constraint product_unit_check;
