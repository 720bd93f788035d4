-- Between program and orders: what is negotiated before an order, and who may agree to it.
create schema deals;
grant usage on schema deals to caravan_app, caravan_system;

-- The seller's rule of who agrees to a special price: versions of levels, appended. The latest is in force; nobody below sees it.
create table deals.approval_structure (
  reseller_id uuid not null,
  seller_id uuid not null,
  version int not null,
  levels jsonb not null,
  decided_by uuid,
  decided_by_name text,
  recorded_at timestamptz not null,
  primary key (reseller_id, seller_id, version)
);
call base.wall('deals.approval_structure', 'seller_id = (select base.me())');
grant select, insert on deals.approval_structure to caravan_app, caravan_system;
