-- The card gateway's events that were taken up, by webhook or from its list, each once.
create table billing.gateway_event (
  id text primary key,
  type text not null,
  created_at timestamptz not null,
  recorded_at timestamptz not null
);
grant select, insert on billing.gateway_event to caravan_system;

-- Up to which of its own instants the gateway's list of events was read to the end.
create table billing.gateway_listing (
  one boolean primary key default true check (one),
  listed_through timestamptz not null
);
grant select, insert, update on billing.gateway_listing to caravan_system;

-- When the gateway was last asked how a checkout stands.
alter table billing.checkout add column asked_at timestamptz;
