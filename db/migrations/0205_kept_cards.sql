-- What a buyer has agreed to, word for word, when a card was kept or automatic payment was turned on. Appended only.
create table billing.card_mandate (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  words text not null,
  language text not null check (language in ('en', 'ar')),
  prepaid boolean not null,
  agreed_by uuid,
  agreed_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
call base.wall('billing.card_mandate', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.card_mandate to caravan_app, caravan_system;

-- The gateway's page on which a card is typed that is to be kept. The buyer's alone.
create table billing.card_setup (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  mandate_id uuid not null,
  gateway_id text,
  url text,
  state text not null check (state in ('open', 'done', 'expired')),
  created_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, mandate_id) references billing.card_mandate (reseller_id, id)
);
create index card_setup_gateway on billing.card_setup (gateway_id);
call base.wall('billing.card_setup', '(select base.me()) = buyer_id');
grant select, insert, update on billing.card_setup to caravan_app, caravan_system;

-- A card kept for an account: names of it at the gateway and what a person knows it by, never its number. One at a time.
create table billing.card (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  mandate_id uuid not null,
  customer_ref text not null,
  method_ref text not null,
  brand text not null,
  last4 text not null check (last4 ~ '^[0-9]{4}$'),
  expires_on date not null,
  automatic boolean not null,
  prepaid boolean not null,
  kept_at timestamptz not null,
  warned_at timestamptz,
  ended_at timestamptz,
  ended_as text check (ended_as in ('removed', 'replaced')),
  primary key (reseller_id, id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  foreign key (reseller_id, mandate_id) references billing.card_mandate (reseller_id, id),
  check ((ended_at is null) = (ended_as is null))
);
create unique index card_of_account on billing.card (reseller_id, account_id) where ended_at is null;
create index card_account on billing.card (account_id) where ended_at is null;
create index card_expiry on billing.card (expires_on) where ended_at is null and warned_at is null;
call base.wall('billing.card', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, update on billing.card to caravan_app, caravan_system;

-- What is to be charged to the account's card, and when: one row for an invoice or a payment request, whose id it has.
create table billing.card_charge (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  invoice_id uuid,
  payment_request_id uuid,
  state text not null check (state in ('waiting', 'trying', 'paid', 'stopped', 'dropped')),
  due_at timestamptz not null,
  tries int not null,
  planned_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  foreign key (reseller_id, invoice_id) references billing.invoice (reseller_id, id),
  foreign key (reseller_id, payment_request_id) references billing.payment_request (reseller_id, id),
  check ((invoice_id is null) <> (payment_request_id is null)),
  check (id = coalesce(invoice_id, payment_request_id))
);
create index card_charge_due on billing.card_charge (due_at) where state in ('waiting', 'trying');
create index card_charge_account on billing.card_charge (account_id, planned_at desc);
call base.wall('billing.card_charge', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert, update on billing.card_charge to caravan_app, caravan_system;

-- One try to take it. Written before the gateway is asked, so that who comes after a crash asks how it stands; its id is the gateway's key.
create table billing.card_attempt (
  reseller_id uuid not null,
  id uuid not null,
  charge_id uuid not null,
  account_id uuid not null,
  card_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  number int not null,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  state text not null check (state in ('calling', 'paid', 'declined', 'withdrawn')),
  reason text,
  payment_ref text,
  begun_at timestamptz not null,
  called_at timestamptz not null,
  ended_at timestamptz,
  primary key (reseller_id, id),
  unique (reseller_id, charge_id, number),
  foreign key (reseller_id, charge_id) references billing.card_charge (reseller_id, id),
  foreign key (reseller_id, card_id) references billing.card (reseller_id, id),
  check ((state = 'calling') = (ended_at is null)),
  check ((state = 'declined') = (reason is not null))
);
create unique index card_attempt_under_way on billing.card_attempt (reseller_id, charge_id) where ended_at is null;
create index card_attempt_charge on billing.card_attempt (charge_id, number desc);
create index card_attempt_account on billing.card_attempt (account_id) where ended_at is null;
call base.wall('billing.card_attempt', '(select base.me()) in (seller_id, buyer_id)');
grant select on billing.card_attempt to caravan_app;
grant select, insert, update on billing.card_attempt to caravan_system;
