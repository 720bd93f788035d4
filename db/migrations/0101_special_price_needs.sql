-- A customer that has come to need a special price (more than 750 employees with its group, or government) while none is approved or asked
-- for: what the branch's first reseller and the channel supervisor have to do, until it is settled by a request or the customer's size.
create table deals.special_price_need (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  customer_id uuid not null,
  customer_name text not null,
  because text not null check (because in ('headcount', 'group', 'government')),
  noticed_at timestamptz not null,
  settled_at timestamptz,
  primary key (reseller_id, id),
  foreign key (reseller_id, customer_id) references identity.organization (reseller_id, id)
);
create unique index special_price_need_open on deals.special_price_need (reseller_id, customer_id) where settled_at is null;
create index special_price_need_seller on deals.special_price_need (seller_id) where settled_at is null;
call base.wall('deals.special_price_need', '(select base.me()) in (seller_id, buyer_id)');
grant select on deals.special_price_need to caravan_app;
grant select, insert, update on deals.special_price_need to caravan_system;
