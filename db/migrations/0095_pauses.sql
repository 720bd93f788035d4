-- A subscription pauses from a day on and resumes on another: a stretch of its one timeline. What a pause means for money is the offer's rule.

-- free: nothing is charged from the day of the pause to that of the resumption, and what was charged ahead for it is given back. charged: the
-- service rests and the bills go on. never: it cannot pause. Null: by its terms (catalog/offers.rules.ts).
alter table catalog.offer add column pausing text check (pausing in ('free', 'charged', 'never'));

-- `quantity` of a paused segment is what is charged meanwhile: nothing, or the units it keeps.
alter table orders.segment add column paused boolean not null default false;

alter table orders.operation
  drop constraint operation_kind_check,
  add constraint operation_kind_check check (kind in ('create', 'update', 'cancel', 'pause', 'resume'));

-- The day on which a paused subscription resumes by itself.
alter table orders.subscription
  drop constraint subscription_state_check,
  add constraint subscription_state_check check (state in ('pending', 'active', 'paused', 'cancelled', 'failed')),
  add column resumes_on date;
create index subscription_resumes on orders.subscription (resumes_on) where state = 'paused' and resumes_on is not null;
drop index orders.subscription_domain;
create unique index subscription_domain on orders.subscription (reseller_id, offer_id, domain)
  where state in ('pending', 'active', 'paused');
