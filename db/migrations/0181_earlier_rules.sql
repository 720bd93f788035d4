-- What is given back of an earlier supply, or charged more for it, bears tax by the rule of the document that charged it, and where that is not the
-- rule of the document being drafted it stands on one of its own (server/billing/charges/earlier-rules.sql.ts). One of each kind and rule, beside
-- one of each kind by the month's own.
alter table billing.invoice add column earlier_rule boolean not null default false;
drop index billing.invoice_once;
create unique index invoice_once on billing.invoice (reseller_id, account_id, run_id, kind) where state <> 'discarded' and not earlier_rule;
create unique index invoice_once_by_rule on billing.invoice (reseller_id, account_id, run_id, kind, tax_rate, tax_note)
  where state <> 'discarded' and earlier_rule;

-- The rule of a due line where it is not that of its pass; null, as nearly always: its pass's.
alter table billing.due_line add column tax_rate numeric(9, 6), add column tax_note text;
grant update (tax_rate, tax_note) on billing.due_line to caravan_system;
