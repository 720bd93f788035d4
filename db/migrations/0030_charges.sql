-- Lines of every kind beyond the plain recurring one; credit and debit notes; the corrections of a timeline.
--
-- component    usage, term: as before. adjustment: days of the past that were charged wrongly, up or down. refund: the rest of a cycle paid
--              ahead that is given back. use: units used. fee: what a seller adds itself, or a one-time offer. minimum: what a commitment lacks.
--              termination: what ending a term early costs. credit: a line of a credit note. debit: a line of a debit note.
-- Lines of less are negative in quantity, net and tax. Of a fee, a credit or a debit without a subscription, subscription_id is its own id.
alter table billing.charge
  drop constraint charge_component_check,
  drop constraint charge_quantity_check,
  alter column offer_id drop not null,
  add constraint charge_component check (component in
    ('usage', 'term', 'adjustment', 'refund', 'use', 'fee', 'minimum', 'termination', 'credit', 'debit')),
  add constraint charge_quantity check (quantity <> 0 and (quantity > 0 or component in ('adjustment', 'refund', 'credit'))),
  -- What the line comes from: a fee, a usage summary, the reason of a correction.
  add column source_id uuid,
  -- What a person reads where no product says it: {"en": …, "ar": …}.
  add column words jsonb,
  -- The stored line that this one takes from; its other parts of the key are this line's own.
  add column origin_invoice_id uuid,
  add column origin_component text,
  add column origin_from date,
  add column origin_revision int;
create index charge_origin on billing.charge (reseller_id, origin_invoice_id) where origin_invoice_id is not null;
alter table billing.draft_charge
  drop constraint charge_component_check,
  drop constraint charge_quantity_check,
  alter column offer_id drop not null,
  add constraint charge_component check (component in
    ('usage', 'term', 'adjustment', 'refund', 'use', 'fee', 'minimum', 'termination', 'credit', 'debit')),
  add constraint charge_quantity check (quantity <> 0 and (quantity > 0 or component in ('adjustment', 'refund', 'credit'))),
  add column source_id uuid,
  add column words jsonb,
  add column origin_invoice_id uuid,
  add column origin_component text,
  add column origin_from date,
  add column origin_revision int;
create or replace view billing.line with (security_invoker = true) as
  select * from billing.charge union all select * from billing.draft_charge;

-- What else is due in a pass, written by the statements beside the recurring one and taken up by it: an invoice has all its lines at once.
create table billing.due_line (
  reseller_id uuid not null,
  run_id uuid not null,
  account_id uuid not null,
  subscription_id uuid not null,
  component text not null,
  period_from date not null,
  revision int not null,
  period_to date not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  customer_id uuid not null,
  offer_id uuid,
  currency char(3) not null,
  quantity int not null,
  days int not null,
  period_days int not null,
  list_price numeric(24, 12) not null,
  discount numeric(9, 6) not null,
  unit_price numeric(30, 18) not null,
  net bigint not null,
  source_id uuid,
  words jsonb,
  origin_invoice_id uuid,
  origin_component text,
  origin_from date,
  origin_revision int,
  primary key (reseller_id, run_id, account_id, subscription_id, component, period_from, revision)
);
create index due_line_run on billing.due_line (run_id);
call base.wall('billing.due_line', 'seller_id = (select base.me())');
grant select on billing.due_line to caravan_app;
grant select, insert, delete on billing.due_line to caravan_system;

-- A credit note takes from what an invoice charged: its amounts are negative. A debit note adds. `corrects_id` is the invoice meant, if one is.
-- A pass whose lines come to less than nothing drafts a credit note.
alter table billing.invoice
  add column kind text not null default 'invoice' check (kind in ('invoice', 'credit_note', 'debit_note')),
  add column corrects_id uuid,
  add column reason text,
  add constraint invoice_corrects foreign key (reseller_id, corrects_id) references billing.invoice (reseller_id, id),
  add constraint invoice_sign check (case kind when 'credit_note' then total < 0 or net < 0 else total >= 0 end);
create index invoice_corrects on billing.invoice (reseller_id, corrects_id) where corrects_id is not null;

-- Each kind of document has a gapless series of its own.
alter table billing.invoice_series add column kind text not null default 'invoice';
alter table billing.invoice_series drop constraint invoice_series_pkey;
alter table billing.invoice_series add primary key (reseller_id, seller_id, kind, year);

-- What settles an invoice beside money: the credit of a credit note, and what is written off. Both are rows like payments, so that what is
-- open on an invoice stays one sum.
alter table billing.payment
  drop constraint payment_method_check,
  add constraint payment_method check (method in ('bank_transfer', 'card', 'recorded', 'credit_note', 'write_off'));

-- A segment recorded later than it starts says why. `refunds`: where less than before was charged ahead, the rest of the cycle is given back.
alter table orders.segment
  add column reason text,
  add column refunds boolean not null default false;
create index segment_corrects on orders.segment (reseller_id, subscription_id) where reason is not null or refunds;
-- No day before this is charged: a trial.
alter table orders.subscription add column free_until date;
