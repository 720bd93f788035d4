-- Deals that resellers register with their vendor: what is wanted, how it stands, its clocks, its likenesses, and what it earns.
create schema if not exists deals;
grant usage on schema deals to caravan_app, caravan_system;

-- Windows and rates of the program, by version: appended, the last that has begun holds for what is registered then.
-- Days of decision, reminder, escalation and answer are working days (`work_week`: 1 is Monday); the others are calendar days.
create table deals.settings (
  version int primary key,
  valid_from date not null,
  decision_days int not null check (decision_days between 1 and 60),
  reminder_days int not null check (reminder_days between 0 and 60),
  escalation_days int not null check (escalation_days between 1 and 60),
  answer_days int not null check (answer_days between 1 and 90),
  protection_days int not null check (protection_days between 1 and 730),
  extension_days int not null check (extension_days between 1 and 365),
  maximum_extensions int not null check (maximum_extensions between 0 and 20),
  notice_days int not null check (notice_days between 0 and 90),
  incentive_rate numeric(9, 6) not null check (incentive_rate >= 0 and incentive_rate < 1),
  incentive_months int not null check (incentive_months between 1 and 120),
  work_week int[] not null check (cardinality(work_week) > 0),
  holidays text[] not null default '{}',
  recorded_by uuid,
  recorded_at timestamptz not null
);
-- What registration earns on one bundle plan, where it is not the program's `incentive_rate`.
create table deals.settings_rate (
  version int not null references deals.settings (version),
  bundle_plan_id uuid not null references catalog.bundle_plan (id),
  rate numeric(9, 6) not null check (rate >= 0 and rate < 1),
  primary key (version, bundle_plan_id)
);
grant select, insert on deals.settings, deals.settings_rate to caravan_app, caravan_system;
insert into deals.settings (version, valid_from, decision_days, reminder_days, escalation_days, answer_days, protection_days,
  extension_days, maximum_extensions, notice_days, incentive_rate, incentive_months, work_week, recorded_at)
values (1, '2000-01-01', 3, 2, 2, 10, 90, 30, 2, 14, 0.05, 12, '{7,1,2,3,4}', '2000-01-01T00:00:00Z');

-- The reseller (`buyer_id`) has it from the first draft on; its vendor (`seller_id`) sees it once it is registered.
create table deals.deal (
  reseller_id uuid not null,
  id uuid not null,
  number text not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  account_id uuid not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'approved', 'declined', 'recalled', 'won', 'lost', 'expired')),
  stage text not null check (stage in ('prospect', 'qualified', 'proposal', 'negotiation')),
  probability int not null check (probability between 0 and 100),
  name text not null,
  name_other text,
  country char(2) not null,
  domain text,
  registration_number text,
  group_name text,
  headcount int check (headcount > 0),
  body_kind text not null check (body_kind in ('business', 'government', 'nonprofit', 'education')),
  contact_name text not null,
  contact_email text,
  contact_phone text,
  about text,
  value bigint not null check (value >= 0),
  currency char(3) not null,
  closes_on date not null,
  customer_id uuid,
  owner_id uuid,
  owner_name text,
  settings_version int not null references deals.settings (version),
  decide_by timestamptz,
  protected_from date,
  protected_until date,
  extensions int not null default 0,
  incentive_rate numeric(9, 6),
  ended_reason text,
  won_order_id uuid,
  won_order_number text,
  created_at timestamptz not null,
  staged_at timestamptz not null,
  registered_at timestamptz,
  decided_at timestamptz,
  ended_at timestamptz,
  primary key (reseller_id, id),
  unique (reseller_id, number),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  foreign key (reseller_id, customer_id) references identity.organization (reseller_id, id)
);
create index deal_id on deals.deal (id);
create index deal_mine on deals.deal (buyer_id, created_at desc, id desc);
create index deal_queue on deals.deal (seller_id, registered_at desc, id desc);
create index deal_customer on deals.deal (customer_id);
call base.wall('deals.deal',
  '(select base.me()) = buyer_id or ((select base.me()) = seller_id and registered_at is not null)');
grant select, insert, update on deals.deal to caravan_app, caravan_system;

create table deals.deal_line (
  reseller_id uuid not null,
  deal_id uuid not null,
  line int not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  product_id uuid not null references catalog.product (id),
  quantity int not null check (quantity > 0),
  primary key (reseller_id, deal_id, line),
  foreign key (reseller_id, deal_id) references deals.deal (reseller_id, id)
);
call base.wall('deals.deal_line', '(select base.me()) = buyer_id or ((select base.me()) = seller_id
  and exists (select from deals.deal where deal.reseller_id = deal_line.reseller_id and deal.id = deal_line.deal_id))');
grant select, insert, delete on deals.deal_line to caravan_app, caravan_system;

-- Each move of a deal: who, when, the words that went with it, and what it changed.
create table deals.deal_move (
  reseller_id uuid not null,
  deal_id uuid not null,
  seq int not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  move text not null,
  state text not null,
  note text,
  changes jsonb not null default '{}',
  organization_id uuid,
  person_id uuid,
  person_name text,
  moved_at timestamptz not null,
  primary key (reseller_id, deal_id, seq),
  foreign key (reseller_id, deal_id) references deals.deal (reseller_id, id)
);
call base.wall('deals.deal_move', '(select base.me()) = buyer_id or ((select base.me()) = seller_id
  and exists (select from deals.deal where deal.reseller_id = deal_move.reseller_id and deal.id = deal_move.deal_id))');
grant select, insert on deals.deal_move to caravan_app, caravan_system;

-- What a deal waits for. One that is neither fired nor stopped is running.
create table deals.deal_timer (
  reseller_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  kind text not null check (kind in ('remind_decision', 'escalate_supervisor', 'escalate_management', 'expire_unanswered', 'notice_expiry', 'expire')),
  due_at timestamptz not null,
  fired_at timestamptz,
  stopped_at timestamptz,
  primary key (reseller_id, id),
  foreign key (reseller_id, deal_id) references deals.deal (reseller_id, id)
);
create index deal_timer_due on deals.deal_timer (due_at) where fired_at is null and stopped_at is null;
create index deal_timer_deal on deals.deal_timer (deal_id);
call base.wall('deals.deal_timer', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, update on deals.deal_timer to caravan_app, caravan_system;

-- What a deal's customer is recognised by, folded so that spellings meet. Written by the product alone, seen by the vendor alone.
create table deals.match_key (
  reseller_id uuid not null,
  deal_id uuid not null,
  kind text not null check (kind in ('name', 'spelling', 'domain', 'registration', 'group')),
  value text not null,
  seller_id uuid not null,
  shown text not null,
  country char(2) not null,
  primary key (reseller_id, deal_id, kind, value),
  foreign key (reseller_id, deal_id) references deals.deal (reseller_id, id)
);
create index match_key_exact on deals.match_key (kind, value);
create index match_key_alike on deals.match_key using gin (value gin_trgm_ops) where kind in ('name', 'spelling', 'group');
call base.wall('deals.match_key', 'seller_id = (select base.me())');
grant select on deals.match_key to caravan_app;
grant select, insert, delete on deals.match_key to caravan_system;

-- Two deals that may be for one customer. Seen by the vendor alone: no reseller ever learns of another's deal.
create table deals.duplicate (
  reseller_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  seller_id uuid not null,
  other_reseller_id uuid not null,
  other_deal_id uuid not null,
  score numeric(4, 3) not null,
  reasons jsonb not null,
  verdict text not null default 'open' check (verdict in ('open', 'same', 'distinct')),
  note text,
  person_id uuid,
  person_name text,
  verdict_at timestamptz,
  found_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, deal_id, other_deal_id),
  foreign key (reseller_id, deal_id) references deals.deal (reseller_id, id)
);
create index duplicate_id on deals.duplicate (id);
create index duplicate_deal on deals.duplicate (deal_id);
create index duplicate_other on deals.duplicate (other_deal_id);
call base.wall('deals.duplicate', 'seller_id = (select base.me())');
grant select, update on deals.duplicate to caravan_app;
grant select, insert, update, delete on deals.duplicate to caravan_system;

-- A link by which a customer says whom it works with; kept as a hash, works once.
create table deals.choice_request (
  reseller_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  seller_id uuid not null,
  chosen_id uuid,
  chosen_name text not null,
  signer_name text not null,
  signer_email text not null,
  language text not null check (language in ('en', 'ar')),
  link_sha256 text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  person_id uuid,
  person_name text,
  requested_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, deal_id) references deals.deal (reseller_id, id)
);
create index choice_request_link on deals.choice_request (link_sha256);
create index choice_request_deal on deals.choice_request (deal_id);
call base.wall('deals.choice_request', 'seller_id = (select base.me())');
grant select, insert, update on deals.choice_request to caravan_app, caravan_system;

-- A customer's declaration of the partner it chose, as it was signed. `seal_sha256` is over everything in the row. Never changed.
create table deals.choice (
  reseller_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  seller_id uuid not null,
  chosen_id uuid,
  chosen_name text not null,
  language text not null check (language in ('en', 'ar')),
  text text not null,
  text_sha256 text not null,
  signer_name text not null,
  signer_email text not null,
  via text not null check (via in ('link', 'office')),
  evidence text,
  address text not null,
  user_agent text,
  person_id uuid,
  person_name text,
  signed_at timestamptz not null,
  seal_sha256 text not null,
  primary key (reseller_id, id),
  unique (reseller_id, deal_id),
  foreign key (reseller_id, deal_id) references deals.deal (reseller_id, id)
);
create index choice_deal on deals.choice (deal_id);
call base.wall('deals.choice', 'seller_id = (select base.me())');
grant select, insert on deals.choice to caravan_app, caravan_system;

-- What an approved deal takes off the price between the account's two sides, for one customer: on one product, or on everything.
-- Holds on the days [valid_from, valid_to); only the end is ever moved, and never into days that have passed.
create table deals.incentive (
  reseller_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  account_id uuid not null,
  customer_id uuid not null,
  product_id uuid references catalog.product (id),
  rate numeric(9, 6) not null check (rate >= 0 and rate < 1),
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, deal_id) references deals.deal (reseller_id, id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  foreign key (reseller_id, customer_id) references identity.organization (reseller_id, id)
);
create index incentive_account on deals.incentive (account_id, customer_id);
create index incentive_deal on deals.incentive (deal_id);
call base.wall('deals.incentive', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, update (valid_to) on deals.incentive to caravan_app, caravan_system;
