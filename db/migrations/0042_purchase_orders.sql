-- The buyer's own reference of what it ordered, as it wants it on its invoices: the newest by the day of issue counts. Null takes it away.
create table billing.purchase_order (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  reference text check (reference <> ''),
  set_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index purchase_order_account on billing.purchase_order (account_id, recorded_at desc);
call base.wall('billing.purchase_order', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.purchase_order to caravan_app, caravan_system;
