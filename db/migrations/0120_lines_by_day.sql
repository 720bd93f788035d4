-- One index carries a line: its key, in the order account, day, subscription. Each further one was a third of the work of writing a line.
-- What a month writes stands together in it, whatever the years before hold; an invoice's lines are found by its account and its days,
-- a subscription's by skipping from day to day.
alter table billing.charge drop constraint charge_pkey;
alter table billing.charge add primary key (reseller_id, account_id, period_from, subscription_id, component, revision);
drop index billing.charge_invoice, billing.charge_term, billing.charge_origin;

-- The lines of an invoice, drafted or issued.
create or replace view billing.line with (security_invoker = true) as
  select c.* from billing.invoice i
  join billing.charge c on c.reseller_id = i.reseller_id and c.account_id = i.account_id
    and c.period_from >= i.period_from and c.period_from < i.period_to and c.invoice_id = i.id;

-- Whether lines of the document charge terms or give them back: the issue looks there alone for revenue to defer.
alter table billing.invoice add column has_terms boolean not null default false;
update billing.invoice i set has_terms = true where exists (select from billing.charge c
  where c.reseller_id = i.reseller_id and c.account_id = i.account_id and c.period_from >= i.period_from and c.period_from < i.period_to
    and c.invoice_id = i.id and (c.component = 'term' or c.origin_component = 'term'));

-- Which streams are billed by a watermark of their own; those that stand apart from their branch are some of them.
drop index billing.charge_stream_apart;
create index charge_stream_own on billing.charge_stream (reseller_id, account_id) where apart or billed_through <> starts_on;

-- A draft has neither number nor reference yet. An account's documents are found by the key that lets one of them be of a run.
drop index billing.invoice_reference, billing.invoice_account;
create index invoice_reference on billing.invoice (payment_reference) where payment_reference is not null;
alter table billing.invoice drop constraint invoice_reseller_id_seller_id_number_key;
create unique index invoice_number on billing.invoice (reseller_id, seller_id, number) where number is not null;

-- A transfer is known by what it posts, once; its id only orders the book, which is listed by the days of the journal's index.
drop index ledger.transfer_book;
alter table ledger.transfer drop constraint transfer_pkey;
alter table ledger.transfer drop constraint transfer_reseller_id_source_id_kind_debit_credit_key;
alter table ledger.transfer add primary key (reseller_id, source_id, kind, debit, credit);
