-- When something begins to be paid ahead by itself, though nobody asks for anything on that day: a trial ends, an account turns to paying
-- ahead. A look of the worker's fires what is due by the program's clock, and the account is charged at once.
create table billing.charge_timer (
  reseller_id uuid not null,
  account_id uuid not null,
  due_on date not null,
  seller_id uuid not null,
  fired_at timestamptz,
  primary key (reseller_id, account_id, due_on),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index charge_timer_due on billing.charge_timer (due_on) where fired_at is null;
call base.wall('billing.charge_timer', '(select base.me()) = seller_id');
grant select on billing.charge_timer to caravan_app;
grant select, insert, update on billing.charge_timer to caravan_system;

-- Trials that run, and turns that are decided, when this comes.
insert into billing.charge_timer (reseller_id, account_id, due_on, seller_id)
select a.reseller_id, a.id, s.free_until, a.seller_id
from orders.subscription s
cross join lateral unnest(s.chain) member
join identity.account a on a.reseller_id = s.reseller_id and a.buyer_id = member
where s.free_until is not null and s.state <> 'cancelled'
  and s.free_until > (select coalesce(max(billed_through), '-infinity') from billing.branch_mark m where m.reseller_id = s.reseller_id)
union
select p.reseller_id, p.account_id, p.valid_from, p.seller_id
from program.account_plan p
where p.billing_preference = 'prepay'
  and p.valid_from > (select coalesce(max(billed_through), '-infinity') from billing.branch_mark m where m.reseller_id = p.reseller_id)
on conflict do nothing;
