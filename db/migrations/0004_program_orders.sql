create schema program;
create schema orders;
grant usage on schema program, orders to caravan_app, caravan_system;

-- A business that asks to become a reseller. `reseller_id` is given at once and becomes the branch's key.
create table program.application (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  number text not null,
  company text not null,
  country char(2) not null,
  registration_number text not null,
  tax_number text,
  address text,
  website text,
  headcount int check (headcount > 0),
  contact_name text not null,
  contact_email text not null check (contact_email = lower(contact_email)),
  contact_phone text,
  about text,
  language text not null check (language in ('en', 'ar')),
  state text not null check (state in ('unverified', 'verified', 'submitted', 'more_asked', 'approved', 'declined', 'withdrawn')),
  agreement_id uuid,
  link_sha256 text,
  link_expires_at timestamptz,
  letters_sent int not null,
  applied_at timestamptz not null,
  primary key (reseller_id, id)
);
create index application_queue on program.application (seller_id, applied_at desc, id desc);
create index application_id on program.application (id);
create index application_buyer on program.application (buyer_id);
create index application_contact on program.application (contact_email);
create index application_company on program.application (country, registration_number);
create index application_link on program.application (link_sha256);
call base.wall('program.application', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, update on program.application to caravan_app, caravan_system;

-- Each move of an application: who, when, the words that went with it, and the fields an answer changed (to what).
create table program.application_move (
  reseller_id uuid not null,
  application_id uuid not null,
  seq int not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  move text not null,
  note text,
  changes jsonb not null default '{}',
  person_id uuid,
  person_name text,
  moved_at timestamptz not null,
  primary key (reseller_id, application_id, seq),
  foreign key (reseller_id, application_id) references program.application (reseller_id, id)
);
call base.wall('program.application_move', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on program.application_move to caravan_app, caravan_system;

-- What the program adds to a reseller's organization: its account with the vendor, and who looks after it.
create table program.reseller (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  account_id uuid not null,
  account_number text not null,
  currency char(3) not null,
  channel_manager_id uuid not null references identity.person (id),
  channel_supervisor_id uuid not null references identity.person (id),
  approved_by uuid,
  approved_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, id) references identity.organization (reseller_id, id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index reseller_recent on program.reseller (seller_id, approved_at desc, id desc);
call base.wall('program.reseller', '(select base.me()) in (seller_id, id)');
grant select, insert, update on program.reseller to caravan_app, caravan_system;

-- The price source and billing preference of an account from a date on. No bundle plan: list price. Appended, never changed.
create table program.account_plan (
  reseller_id uuid not null,
  account_id uuid not null,
  valid_from date not null,
  revision int not null default 1,
  seller_id uuid not null,
  buyer_id uuid not null,
  bundle_plan_id uuid references catalog.bundle_plan (id),
  billing_preference text not null check (billing_preference in ('prepay', 'postpay')),
  decided_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, account_id, valid_from, revision),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index account_plan_account on program.account_plan (account_id, valid_from desc, revision desc);
call base.wall('program.account_plan', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on program.account_plan to caravan_app, caravan_system;

-- Numbers that people read out; gaps mean nothing.
create sequence orders.order_number start 1001;
create sequence orders.subscription_number start 10001;
grant usage on sequence orders.order_number, orders.subscription_number to caravan_app, caravan_system;

-- An order of products for one customer. `chain` runs from the vendor to the customer; no price stands here.
create table orders."order" (
  reseller_id uuid not null,
  id uuid not null,
  number text not null,
  chain uuid[] not null,
  seller_id uuid not null,
  customer_id uuid not null,
  state text not null check (state in ('held', 'awaiting_payment', 'provisioning', 'fulfilled', 'failed', 'cancelled')),
  held_reason text,
  placed_by uuid,
  placed_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, number),
  foreign key (reseller_id, customer_id) references identity.organization (reseller_id, id)
);
create index order_recent on orders."order" (reseller_id, placed_at desc, id desc);
create index order_newest on orders."order" (placed_at desc, id desc);
call base.wall('orders.order', '(select base.me()) = any (chain)');
grant select, insert, update on orders."order" to caravan_app, caravan_system;

-- Each move of an order: who, when, and the words that went with it.
create table orders.order_move (
  reseller_id uuid not null,
  order_id uuid not null,
  seq int not null,
  chain uuid[] not null,
  move text not null,
  state text not null,
  note text,
  organization_id uuid,
  person_id uuid,
  person_name text,
  moved_at timestamptz not null,
  primary key (reseller_id, order_id, seq),
  foreign key (reseller_id, order_id) references orders."order" (reseller_id, id)
);
call base.wall('orders.order_move', '(select base.me()) = any (chain)');
grant select, insert on orders.order_move to caravan_app, caravan_system;

-- One thing a customer uses. Visible along its whole chain; prices are not.
create table orders.subscription (
  reseller_id uuid not null,
  id uuid not null,
  number text not null,
  chain uuid[] not null,
  customer_id uuid not null,
  offer_id uuid not null references catalog.offer (id),
  domain text,
  state text not null check (state in ('pending', 'active', 'cancelled', 'failed')),
  ordered_at timestamptz not null,
  activated_on date,
  primary key (reseller_id, id),
  unique (reseller_id, number),
  foreign key (reseller_id, customer_id) references identity.organization (reseller_id, id)
);
create index subscription_recent on orders.subscription (reseller_id, ordered_at desc, id desc);
create index subscription_newest on orders.subscription (ordered_at desc, id desc);
create index subscription_customer on orders.subscription (reseller_id, customer_id);
-- The same offer for the same domain is one subscription, whose quantity changes.
create unique index subscription_domain on orders.subscription (reseller_id, offer_id, domain) where state in ('pending', 'active');
call base.wall('orders.subscription', '(select base.me()) = any (chain)');
grant select, insert, update on orders.subscription to caravan_app, caravan_system;

create table orders.order_line (
  reseller_id uuid not null,
  order_id uuid not null,
  line int not null,
  chain uuid[] not null,
  offer_id uuid not null references catalog.offer (id),
  quantity int not null check (quantity > 0),
  domain text,
  subscription_id uuid,
  primary key (reseller_id, order_id, line),
  foreign key (reseller_id, order_id) references orders."order" (reseller_id, id),
  foreign key (reseller_id, subscription_id) references orders.subscription (reseller_id, id)
);
call base.wall('orders.order_line', '(select base.me()) = any (chain)');
grant select, insert, update on orders.order_line to caravan_app, caravan_system;

-- The quantity from `starts_on` until the next segment starts; 0 ends the subscription. Of two with the same start the later seq holds.
create table orders.segment (
  reseller_id uuid not null,
  subscription_id uuid not null,
  seq int not null,
  chain uuid[] not null,
  starts_on date not null,
  quantity int not null check (quantity >= 0),
  operation_id uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, subscription_id, seq),
  unique (reseller_id, operation_id),
  foreign key (reseller_id, subscription_id) references orders.subscription (reseller_id, id)
);
call base.wall('orders.segment', '(select base.me()) = any (chain)');
grant select, insert on orders.segment to caravan_app, caravan_system;

-- One provisioning change, and what its connector said of it. `attempts` counts the answers taken in: a task that
-- comes with another count is a second run of the same turn and changes nothing.
create table orders.operation (
  reseller_id uuid not null,
  id uuid not null,
  subscription_id uuid not null,
  order_id uuid,
  chain uuid[] not null,
  kind text not null check (kind in ('create', 'update', 'cancel')),
  quantity int not null check (quantity >= 0),
  starts_on date,
  state text not null check (state in ('waiting', 'queued', 'running', 'succeeded', 'failed', 'cancelled')),
  broker_operation text,
  failure text,
  attempts int not null default 0,
  requested_by uuid,
  requested_at timestamptz not null,
  finished_at timestamptz,
  primary key (reseller_id, id),
  foreign key (reseller_id, subscription_id) references orders.subscription (reseller_id, id)
);
create index operation_subscription on orders.operation (reseller_id, subscription_id, requested_at);
create index operation_order on orders.operation (reseller_id, order_id);
create unique index operation_one on orders.operation (reseller_id, subscription_id) where state in ('waiting', 'queued', 'running');
create index operation_open on orders.operation (requested_at) where state in ('queued', 'running');
call base.wall('orders.operation', '(select base.me()) = any (chain)');
grant select, insert, update on orders.operation to caravan_app, caravan_system;

create table orders.operation_step (
  reseller_id uuid not null,
  operation_id uuid not null,
  seq int not null,
  chain uuid[] not null,
  description text not null,
  recorded_at timestamptz not null,
  primary key (reseller_id, operation_id, seq),
  foreign key (reseller_id, operation_id) references orders.operation (reseller_id, id)
);
call base.wall('orders.operation_step', '(select base.me()) = any (chain)');
grant select, insert on orders.operation_step to caravan_app, caravan_system;
