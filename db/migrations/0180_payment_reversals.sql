-- A payment taken back is a row of its own, below zero, that names the payment it reverses: what is open on an invoice and what waits on an
-- account stay sums of rows. Once and in whole, by the key.
alter table billing.payment
  add column reverses_id uuid,
  add column reason text,
  drop constraint payment_amount_check,
  add constraint payment_sign check (
    case when reverses_id is null then amount > 0 and reason is null
      else amount < 0 and reason in ('returned', 'chargeback', 'mistake') and method in ('bank_transfer', 'card', 'recorded') end),
  add constraint payment_reverses foreign key (reseller_id, reverses_id) references billing.payment (reseller_id, id),
  add constraint payment_reversed_once unique (reseller_id, reverses_id);

-- A reversal's allocations are below zero. What is open again may be settled once more by a payment that has settled a part of it before.
alter table billing.allocation
  add column revision int not null default 1 check (revision > 0),
  drop constraint allocation_amount_check,
  add constraint allocation_amount check (amount <> 0),
  drop constraint allocation_pkey,
  add primary key (reseller_id, payment_id, invoice_id, revision);

-- What tells which entry of before a bank's reversal undoes; `proposed_payment_id`: the payment that it probably takes back, for a person to say.
alter table billing.bank_entry
  add column end_to_end_id text,
  add column bank_reference text,
  add column proposed_payment_id uuid;
create index payment_amount on billing.payment (seller_id, amount) where reverses_id is null;
create index bank_entry_payment on billing.bank_entry (payment_id) where payment_id is not null;
