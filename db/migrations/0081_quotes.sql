create sequence orders.quote_number start 1001;
grant usage on sequence orders.quote_number to caravan_app, caravan_system;

-- What a reseller sells of its own beside the vendor's products: migration, consultation, training, change management, anything.
-- `unit_price`, `unit_cost`: minor units per piece, hour, seat, or cycle. Seen by the seller alone: the cost is its own affair.
create table orders.service (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  name jsonb not null,
  description jsonb not null,
  kind text not null check (kind in ('fixed', 'per_hour', 'per_seat', 'recurring')),
  cycle_months int check (cycle_months in (1, 12)),
  unit_price numeric(24, 12) not null check (unit_price >= 0),
  unit_cost numeric(24, 12) check (unit_cost >= 0),
  currency char(3) not null,
  taxed boolean not null default true,
  withdrawn_at timestamptz,
  created_at timestamptz not null,
  primary key (reseller_id, id),
  check ((kind = 'recurring') = (cycle_months is not null))
);
create index service_seller on orders.service (seller_id, created_at desc, id desc);
create index service_id on orders.service (id);
call base.wall('orders.service', '(select base.me()) = seller_id');
grant select, insert, update on orders.service to caravan_app, caravan_system;

-- A reseller's quote for a customer, or for a prospect (`prospect`: its particulars) who becomes one by accepting.
-- `version` is the last that was sent; 0: none yet. The buyer sees what was sent, the vendor nothing.
create table orders.quote (
  reseller_id uuid not null,
  id uuid not null,
  number text not null,
  seller_id uuid not null,
  buyer_id uuid,
  prospect jsonb,
  contact_name text not null,
  contact_email text not null check (contact_email = lower(contact_email)),
  language text not null check (language in ('en', 'ar')),
  currency char(3) not null,
  deal_id uuid,
  state text not null check (state in ('draft', 'sent', 'changes_asked', 'accepted', 'expired', 'withdrawn')),
  version int not null default 0,
  valid_until date,
  order_id uuid,
  order_failure text,
  created_by uuid,
  created_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, number),
  foreign key (reseller_id, buyer_id) references identity.organization (reseller_id, id),
  foreign key (reseller_id, order_id) references orders."order" (reseller_id, id),
  check (buyer_id is not null or prospect is not null)
);
create index quote_recent on orders.quote (seller_id, created_at desc, id desc);
create index quote_buyer on orders.quote (buyer_id);
create index quote_id on orders.quote (id);
call base.wall('orders.quote', '(select base.me()) = seller_id or ((select base.me()) = buyer_id and version > 0)');
grant select, insert, update on orders.quote to caravan_app, caravan_system;

-- The next version while it is written: {lines, valid_until, terms, message}. Gone once it is sent.
create table orders.quote_draft (
  reseller_id uuid not null,
  quote_id uuid not null,
  seller_id uuid not null,
  content jsonb not null,
  edited_by uuid,
  edited_at timestamptz not null,
  primary key (reseller_id, quote_id),
  foreign key (reseller_id, quote_id) references orders.quote (reseller_id, id)
);
call base.wall('orders.quote_draft', '(select base.me()) = seller_id');
grant select, insert, update, delete on orders.quote_draft to caravan_app, caravan_system;

-- What was sent. From here on everything is only ever appended.
create table orders.quote_version (
  reseller_id uuid not null,
  quote_id uuid not null,
  version int not null,
  seller_id uuid not null,
  valid_until date not null,
  terms text,
  message text,
  tax_rate numeric(9, 6) not null,
  tax_note text not null check (tax_note in ('standard', 'zero_rated_export', 'not_taxed')),
  sent_by uuid,
  sent_by_name text,
  sent_at timestamptz not null,
  primary key (reseller_id, quote_id, version),
  foreign key (reseller_id, quote_id) references orders.quote (reseller_id, id)
);

-- `cycle_months` null: paid once. `unit_price` is what the customer pays for one unit and cycle; what it costs the seller stands apart.
create table orders.quote_line (
  reseller_id uuid not null,
  quote_id uuid not null,
  version int not null,
  line int not null,
  seller_id uuid not null,
  offer_id uuid references catalog.offer (id),
  service_id uuid,
  name jsonb not null,
  detail jsonb not null,
  unit text not null,
  quantity int not null check (quantity > 0),
  domain text,
  term_months int,
  cycle_months int,
  unit_price numeric(24, 12) not null check (unit_price >= 0),
  cycle_net bigint not null,
  term_net bigint not null,
  taxed boolean not null,
  primary key (reseller_id, quote_id, version, line),
  foreign key (reseller_id, quote_id, version) references orders.quote_version (reseller_id, quote_id, version),
  foreign key (reseller_id, service_id) references orders.service (reseller_id, id),
  check ((offer_id is null) <> (service_id is null))
);

create table orders.quote_line_cost (
  reseller_id uuid not null,
  quote_id uuid not null,
  version int not null,
  line int not null,
  seller_id uuid not null,
  unit_cost numeric(24, 12),
  book_price numeric(24, 12) not null,
  term_cost bigint not null,
  primary key (reseller_id, quote_id, version, line),
  foreign key (reseller_id, quote_id, version, line) references orders.quote_line (reseller_id, quote_id, version, line)
);
call base.wall('orders.quote_line_cost', '(select base.me()) = seller_id');
grant select, insert on orders.quote_line_cost to caravan_app, caravan_system;

-- The exact document the customer gets, kept: its hash is what an acceptance names.
create table orders.quote_document (
  reseller_id uuid not null,
  quote_id uuid not null,
  version int not null,
  seller_id uuid not null,
  sha256 text not null,
  pdf bytea not null,
  made_at timestamptz not null,
  primary key (reseller_id, quote_id, version),
  foreign key (reseller_id, quote_id, version) references orders.quote_version (reseller_id, quote_id, version)
);

-- The customer's acceptance: who, when, from where, of which exact document. One for a quote, whatever happens at once.
create table orders.quote_acceptance (
  reseller_id uuid not null,
  quote_id uuid not null,
  seller_id uuid not null,
  version int not null,
  name text not null,
  consent text not null,
  document_sha256 text not null,
  address text not null,
  user_agent text,
  accepted_at timestamptz not null,
  primary key (reseller_id, quote_id),
  foreign key (reseller_id, quote_id, version) references orders.quote_version (reseller_id, quote_id, version)
);

create table orders.quote_move (
  reseller_id uuid not null,
  quote_id uuid not null,
  seq int not null,
  seller_id uuid not null,
  move text not null,
  state text not null,
  version int not null,
  note text,
  person_id uuid,
  person_name text,
  moved_at timestamptz not null,
  primary key (reseller_id, quote_id, seq),
  foreign key (reseller_id, quote_id) references orders.quote (reseller_id, id)
);

do $$ declare name text; begin
  foreach name in array array['quote_version', 'quote_line', 'quote_document', 'quote_acceptance', 'quote_move'] loop
    execute format($policy$call base.wall('orders.%s', $visible$(select base.me()) = seller_id or exists (select from orders.quote q
      where q.reseller_id = %1$s.reseller_id and q.id = %1$s.quote_id and q.buyer_id = (select base.me()))$visible$)$policy$, name);
    execute format('grant select, insert on orders.%s to caravan_app, caravan_system', name);
  end loop;
end $$;

-- The secret link of a version's letter, by its hash.
create table orders.quote_link (
  reseller_id uuid not null,
  id uuid not null,
  quote_id uuid not null,
  version int not null,
  seller_id uuid not null,
  recipient text not null,
  token_sha256 text not null,
  expires_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, quote_id, version) references orders.quote_version (reseller_id, quote_id, version)
);
create index quote_link_token on orders.quote_link (token_sha256);
call base.wall('orders.quote_link', '(select base.me()) = seller_id');
grant select on orders.quote_link to caravan_app;
grant select, insert on orders.quote_link to caravan_system;

-- When a sent version runs out; a look of the worker's fires what is due by the program's clock.
create table orders.quote_timer (
  reseller_id uuid not null,
  quote_id uuid not null,
  version int not null,
  seller_id uuid not null,
  due_at timestamptz not null,
  fired_at timestamptz,
  primary key (reseller_id, quote_id, version),
  foreign key (reseller_id, quote_id, version) references orders.quote_version (reseller_id, quote_id, version)
);
create index quote_timer_due on orders.quote_timer (due_at) where fired_at is null;
call base.wall('orders.quote_timer', '(select base.me()) = seller_id');
grant select, insert on orders.quote_timer to caravan_app;
grant select, insert, update on orders.quote_timer to caravan_system;
