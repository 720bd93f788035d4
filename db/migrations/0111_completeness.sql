-- Whether a month end has looked at everything, as it was reckoned once its drafting had ended (at `drafted_at`): too much to reckon for each reader.
create table billing.run_completeness (
  reseller_id uuid not null,
  run_id uuid not null,
  seller_id uuid not null,
  drafted_at timestamptz not null,
  report jsonb not null,
  primary key (reseller_id, run_id)
);
create index run_completeness_run on billing.run_completeness (run_id);
call base.wall('billing.run_completeness', 'seller_id = (select base.me())');
grant select on billing.run_completeness to caravan_app;
grant select, insert, update on billing.run_completeness to caravan_system;
