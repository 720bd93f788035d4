-- The group of companies a customer belongs to, by name; headcounts of one group count together.
alter table identity.organization add group_name text;
-- Spellings of one group's name that differ by case, spaces or the common Arabic letter forms are one: the same expression as in the query.
create index organization_group on identity.organization
  ((lower(translate(regexp_replace(trim(group_name), '\s+', ' ', 'g'), 'أإآةى', 'اااهي')))) where group_name is not null;

create sequence deals.special_price_number start 1001;
grant usage on sequence deals.special_price_number to caravan_app, caravan_system;

-- A reseller's request for a special price for one customer. `revision` is of its lines, `round` of its approvals: both count what was asked
-- and decided anew. `order_id`: the held order it was asked for.
create table deals.special_price (
  reseller_id uuid not null,
  id uuid not null,
  number text not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  account_id uuid not null,
  customer_id uuid not null,
  customer_name text not null,
  country char(2) not null,
  currency char(3) not null,
  state text not null check (state in ('requested', 'returned', 'in_approval', 'approved', 'declined', 'withdrawn', 'expired')),
  revision int not null,
  round int not null,
  order_id uuid,
  reason text not null,
  reopened text check (reopened in ('band', 'headcount', 'asked')),
  valid_from date not null,
  valid_to date not null,
  requested_by uuid,
  requested_by_name text,
  endorsed_by uuid,
  requested_at timestamptz not null,
  decided_at timestamptz,
  primary key (reseller_id, id),
  unique (reseller_id, number),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  foreign key (reseller_id, customer_id) references identity.organization (reseller_id, id),
  check (valid_from < valid_to)
);
create index special_price_id on deals.special_price (id);
create index special_price_queue on deals.special_price (seller_id, requested_at desc, id desc);
create index special_price_mine on deals.special_price (buyer_id, requested_at desc, id desc);
create index special_price_customer on deals.special_price (customer_id);
create index special_price_ends on deals.special_price (valid_to) where state = 'approved';
call base.wall('deals.special_price', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, update on deals.special_price to caravan_app, caravan_system;

-- What is wished: `usual_price` is what the reseller would pay without it, `list_price` list, both when it was asked. Appended by revision.
create table deals.special_price_line (
  reseller_id uuid not null,
  special_price_id uuid not null,
  revision int not null,
  line int not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  offer_id uuid not null references catalog.offer (id),
  from_quantity int not null check (from_quantity >= 1),
  to_quantity int not null,
  list_price numeric(24, 12) not null,
  usual_price numeric(30, 18) not null,
  wished_price numeric(24, 12) not null check (wished_price >= 0),
  primary key (reseller_id, special_price_id, revision, line),
  foreign key (reseller_id, special_price_id) references deals.special_price (reseller_id, id),
  check (from_quantity <= to_quantity)
);
call base.wall('deals.special_price_line', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on deals.special_price_line to caravan_app, caravan_system;

-- Each move: who, when, with which words. What the vendor's people say among themselves (`internal`) is the vendor's alone.
create table deals.special_price_move (
  reseller_id uuid not null,
  special_price_id uuid not null,
  seq int not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  move text not null,
  state text not null,
  internal boolean not null,
  note text,
  organization_id uuid,
  person_id uuid,
  person_name text,
  moved_at timestamptz not null,
  primary key (reseller_id, special_price_id, seq),
  foreign key (reseller_id, special_price_id) references deals.special_price (reseller_id, id)
);
call base.wall('deals.special_price_move',
  '(select base.me()) = seller_id or ((select base.me()) = buyer_id and not internal)');
grant select, insert on deals.special_price_move to caravan_app, caravan_system;

-- One level of a request's approval: who may agree is in the structure's version, when it is due is here. The vendor's alone.
-- `terms`: the prices, bands and days that this level agreed to.
create table deals.approval (
  reseller_id uuid not null,
  special_price_id uuid not null,
  round int not null,
  place int not null,
  seller_id uuid not null,
  structure_version int not null,
  level jsonb not null,
  because jsonb not null,
  state text not null check (state in ('waiting', 'open', 'agreed', 'declined', 'returned', 'dropped')),
  remind_at timestamptz,
  due_at timestamptz,
  reminded_at timestamptz,
  escalated_at timestamptz,
  terms jsonb,
  note text,
  decided_by uuid,
  decided_by_name text,
  decided_for_name text,
  decided_at timestamptz,
  primary key (reseller_id, special_price_id, round, place),
  foreign key (reseller_id, special_price_id) references deals.special_price (reseller_id, id)
);
create index approval_clock on deals.approval (due_at) where state = 'open' and escalated_at is null;
create index approval_reminder on deals.approval (remind_at) where state = 'open' and reminded_at is null;
call base.wall('deals.approval', 'seller_id = (select base.me())');
grant select, insert, update on deals.approval to caravan_app, caravan_system;

-- Somebody of the seller's is away for these half-open days, and another decides in their place.
create table deals.delegation (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  person_id uuid not null,
  delegate_id uuid not null,
  valid_from date not null,
  valid_to date not null,
  reason text,
  ended_at timestamptz,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  check (valid_from < valid_to and person_id <> delegate_id)
);
create index delegation_delegate on deals.delegation (seller_id, delegate_id);
call base.wall('deals.delegation', 'seller_id = (select base.me())');
grant select, insert, update on deals.delegation to caravan_app, caravan_system;
