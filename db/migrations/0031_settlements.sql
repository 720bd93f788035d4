-- What a change means for what was charged ahead, decided when it was asked for: undone, the subscription is as if it had never been (the
-- cancel window); refund, the rest of the cycle is given back; termination, the rest of the promised term is charged at the offer's rate.
alter table orders.operation
  add column settlement text check (settlement in ('undone', 'refund', 'termination'));
-- The first day after the term that was promised, on the segment that ends it early.
alter table orders.segment add column promised_until date;
create index segment_ends_early on orders.segment (reseller_id, subscription_id) where promised_until is not null;
