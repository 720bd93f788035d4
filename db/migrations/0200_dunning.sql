-- What a seller does when its buyers do not pay: letters by a policy of its own, pauses of them, and holds on new purchases.

-- The seller's policy. Every version is kept and the newest counts; nobody is written to before one is `enabled`.
create table billing.dunning_policy (
  reseller_id uuid not null,
  seller_id uuid not null,
  version int not null,
  enabled boolean not null,
  steps jsonb not null,
  set_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, seller_id, version)
);
call base.wall('billing.dunning_policy', 'seller_id = (select base.me())');
grant select, insert on billing.dunning_policy to caravan_app, caravan_system;

-- A day on which a seller's accounts are gone through, in the morning of its time zone: each once. One that falls due makes the next.
create table billing.dunning_timer (
  reseller_id uuid not null,
  seller_id uuid not null,
  due_on date not null,
  due_at timestamptz not null,
  fired_at timestamptz,
  primary key (reseller_id, seller_id, due_on)
);
create index dunning_timer_due on billing.dunning_timer (due_at) where fired_at is null;
call base.wall('billing.dunning_timer', 'seller_id = (select base.me())');
grant select, insert on billing.dunning_timer to caravan_app, caravan_system;
grant update (fired_at) on billing.dunning_timer to caravan_system;

-- A letter: one for an account and day, over all that is overdue on it. `step` is the furthest of those it is the letter for.
create table billing.reminder (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  step text not null check (step in ('before_due', 'reminder', 'second_reminder', 'final_notice')),
  sent_on date not null,
  total bigint not null,
  currency char(3) not null,
  recipients text[] not null,
  sent_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, account_id, sent_on),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index reminder_account on billing.reminder (account_id, sent_on desc);
call base.wall('billing.reminder', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.reminder to caravan_app, caravan_system;

-- Which step an invoice has reached by which letter: each once.
create table billing.reminded_invoice (
  reseller_id uuid not null,
  account_id uuid not null,
  invoice_id uuid not null,
  step text not null check (step in ('before_due', 'reminder', 'second_reminder', 'final_notice')),
  reminder_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  open bigint not null check (open > 0),
  primary key (reseller_id, account_id, invoice_id, step),
  foreign key (reseller_id, reminder_id) references billing.reminder (reseller_id, id),
  foreign key (reseller_id, invoice_id) references billing.invoice (reseller_id, id)
);
create index reminded_invoice_reminder on billing.reminded_invoice (reseller_id, reminder_id);
create index reminded_invoice_invoice on billing.reminded_invoice (reseller_id, invoice_id);
call base.wall('billing.reminded_invoice', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.reminded_invoice to caravan_app, caravan_system;

-- No letters until a day, for a reason that is the seller's own. The newest row counts; without a day it ends the pause before it.
create table billing.reminder_pause (
  reseller_id uuid not null,
  account_id uuid not null,
  place int not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  resumes_on date,
  reason text,
  set_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, account_id, place),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index reminder_pause_account on billing.reminder_pause (account_id, place desc);
call base.wall('billing.reminder_pause', 'seller_id = (select base.me())');
grant select, insert on billing.reminder_pause to caravan_app, caravan_system;

-- Whether new purchases on an account are held, each change a row; the newest counts. By itself it begins where something is `from_days` overdue,
-- and ends once nothing is (`settled`); a person's word stands until another's.
create table billing.account_hold (
  reseller_id uuid not null,
  account_id uuid not null,
  place int not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  held boolean not null,
  cause text not null check (cause in ('overdue', 'settled', 'person')),
  from_days int,
  reason text,
  set_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, account_id, place),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id),
  check ((cause = 'overdue') = (from_days is not null) and (cause = 'person') = (reason is not null)),
  check (case cause when 'overdue' then held when 'settled' then not held else true end)
);
create index account_hold_account on billing.account_hold (account_id, place desc);
call base.wall('billing.account_hold', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.account_hold to caravan_app, caravan_system;

-- Whether an invoice is paid in full, written with what is allocated to it: what is open of a seller is found without reading its whole history.
alter table billing.invoice add column settled boolean not null default false;
update billing.invoice i set settled = true where i.state = 'issued' and i.kind <> 'credit_note'
  and i.total <= (select coalesce(sum(a.amount), 0) from billing.allocation a where a.reseller_id = i.reseller_id and a.invoice_id = i.id);
create index invoice_receivable on billing.invoice (seller_id, account_id) where state = 'issued' and kind <> 'credit_note' and not settled;
