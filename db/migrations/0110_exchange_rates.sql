-- What one unit of a currency is worth in another from a day on, as a named source says: for tax that must be told in the currency of the
-- seller's country. A correction is a later record of the same day; what a document was told by never changes.
create table billing.exchange_rate (
  from_currency char(3) not null,
  to_currency char(3) not null,
  valid_on date not null,
  rate numeric(24, 12) not null check (rate > 0),
  source text not null check (source <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid references identity.person (id),
  primary key (from_currency, to_currency, valid_on, recorded_at),
  check (from_currency <> to_currency)
);
grant select on billing.exchange_rate to caravan_app, caravan_system;
grant insert on billing.exchange_rate to caravan_system;
