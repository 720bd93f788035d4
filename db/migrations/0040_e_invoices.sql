-- What a seller signs Saudi e-invoices with: the newest. The key is sealed; `sandbox` until the tax authority has certified one.
create table billing.e_invoice_unit (
  reseller_id uuid not null,
  seller_id uuid not null,
  id uuid not null,
  sealed_key text not null,
  certificate text not null,
  sandbox boolean not null,
  made_at timestamptz not null,
  primary key (reseller_id, seller_id, id)
);
call base.wall('billing.e_invoice_unit', 'seller_id = (select base.me())');
-- Its seller may see its certificate; the key is the system's alone.
grant select (reseller_id, seller_id, id, certificate, sandbox, made_at) on billing.e_invoice_unit to caravan_app;
grant select, insert, update on billing.e_invoice_unit to caravan_system;

-- A seller's chain of e-invoices: each holds the hash of the one before. `reseller_id` is the seller's own branch, so that one key
-- holds the counter whole. An invoice is on it once.
create table billing.e_invoice_link (
  reseller_id uuid not null,
  seller_id uuid not null,
  counter bigint not null check (counter > 0),
  invoice_id uuid not null,
  invoice_number text not null,
  previous_hash text not null,
  hash text not null,
  stamped_at timestamptz not null,
  primary key (reseller_id, seller_id, counter),
  unique (reseller_id, seller_id, invoice_id)
);
create index e_invoice_link_seller on billing.e_invoice_link (seller_id, counter desc);
call base.wall('billing.e_invoice_link', 'seller_id = (select base.me())');
grant select on billing.e_invoice_link to caravan_app;
grant select, insert on billing.e_invoice_link to caravan_system;

-- The signed file of an invoice, for both its sides, as it was stamped.
create table billing.e_invoice (
  reseller_id uuid not null,
  invoice_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  counter bigint not null,
  simplified boolean not null,
  sandbox boolean not null,
  previous_hash text not null,
  hash text not null,
  qr text not null,
  xml text not null,
  stamped_at timestamptz not null,
  primary key (reseller_id, invoice_id),
  foreign key (reseller_id, invoice_id) references billing.invoice (reseller_id, id)
);
create index e_invoice_id on billing.e_invoice (invoice_id);
call base.wall('billing.e_invoice', '(select base.me()) in (seller_id, buyer_id)');
grant select on billing.e_invoice to caravan_app;
grant select, insert on billing.e_invoice to caravan_system;
