-- The last month end again on a copy, with other prices or plans: what each reseller was billed and what it would be. Nothing that could be
-- issued is kept: the pass is rolled back, branch by branch, and only its sums stay.
create table billing.replay (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  name text not null,
  -- The month end that is run again.
  run_id uuid not null,
  cutoff date not null,
  -- What is tried, as it was asked (server/billing/replays.rules.ts).
  candidate jsonb not null,
  state text not null check (state in ('working', 'done', 'failed')),
  cause text,
  branches int not null,
  done int not null default 0,
  -- The last batch of the month end that is in the report.
  batch int not null default -1,
  requested_by uuid,
  requested_at timestamptz not null,
  finished_at timestamptz,
  primary key (reseller_id, id)
);
create index replay_recent on billing.replay (seller_id, requested_at desc, id desc);
create index replay_id on billing.replay (id);
call base.wall('billing.replay', 'seller_id = (select base.me())');
grant select, insert on billing.replay to caravan_app;
grant select, insert, update on billing.replay to caravan_system;

-- Net amounts of one account, before tax: with the prices in force, and with the candidate's.
create table billing.replay_line (
  reseller_id uuid not null,
  replay_id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  currency char(3) not null,
  was bigint not null,
  would_be bigint not null,
  primary key (reseller_id, replay_id, account_id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index replay_line_replay on billing.replay_line (replay_id);
call base.wall('billing.replay_line', 'seller_id = (select base.me())');
grant select on billing.replay_line to caravan_app;
grant select, insert on billing.replay_line to caravan_system;
