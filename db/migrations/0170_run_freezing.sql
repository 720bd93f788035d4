-- A retry freezes a run's rates once more, for the branches that were set aside. The rates that branches were billed by before are kept beside
-- them, under an id of their own in the place of the run's: in run_rate, run_band, run_source and run_customer_source.
create table billing.run_freezing (
  run_id uuid not null,
  nth int not null,
  rates_id uuid not null unique,
  primary key (run_id, nth)
);
grant select, insert on billing.run_freezing to caravan_system;

-- By which of them a branch was billed; null: by those under the run's own id.
alter table billing.run_task add column rates_id uuid;
