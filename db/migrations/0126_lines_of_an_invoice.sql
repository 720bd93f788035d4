-- The lines of an invoice, drafted or issued, with what they say of tax: found by its account and its days, as the key of lines is ordered.
create or replace view billing.line with (security_invoker = true) as
  select c.* from billing.invoice i
  join billing.charge c on c.reseller_id = i.reseller_id and c.account_id = i.account_id
    and c.period_from >= i.period_from and c.period_from < i.period_to and c.invoice_id = i.id;
