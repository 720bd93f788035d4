-- What is given back with tax and what is charged without are two documents of a run (server/billing/lines.sql.ts): a credit note and an invoice of
-- one account. One of each kind, still.
drop index billing.invoice_once;
create unique index invoice_once on billing.invoice (reseller_id, account_id, run_id, kind) where state <> 'discarded';
