-- Several treatments of tax on one document. What bears no tax says why, in the words that documents print: {"en": …, "ar": …, "code": …};
-- `code` is one of the VATEX list (server/base/exemptions.ts) or null. Null: taxed as its document is.
--
-- Of a line only this is kept, and of an invoice what such lines come to: a document without them, as nearly all are, has a null and a nought.
alter table billing.charge add column exemption jsonb;
create or replace view billing.line with (security_invoker = true) as select * from billing.charge;
alter table billing.due_line add column exemption jsonb;
alter table billing.fee add column exemption jsonb check (exemption ->> 'en' <> '' and exemption ->> 'ar' <> '');
-- The tax is `tax_rate` of `net` − `untaxed`, rounded once.
alter table billing.invoice add column untaxed bigint not null default 0;

-- A service, and a line that was quoted, say the same; until now they said only that they bear none.
alter table orders.service add column exemption jsonb check (exemption ->> 'en' <> '' and exemption ->> 'ar' <> '');
alter table orders.quote_line add column exemption jsonb;
do $$ declare name text; begin
  foreach name in array array['service', 'quote_line'] loop
    execute format('alter table orders.%I no force row level security', name);
    execute format($update$update orders.%I set exemption = '{"en": "Not subject to tax", "ar": "غير خاضع للضريبة", "code": null}' where not taxed$update$, name);
    execute format('alter table orders.%I force row level security', name);
  end loop;
end $$;
alter table orders.service drop column taxed;
alter table orders.quote_line drop column taxed;
