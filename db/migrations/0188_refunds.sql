-- A part of a payment goes back as a row below zero like a whole reversal, as often as something of it is left: refunded, or charged back by a
-- dispute of a part. A whole reversal stays once by its source. A refund that failed comes back as a row above zero of the same payment.
alter table billing.payment
  drop constraint payment_sign,
  drop constraint payment_reversed_once,
  add constraint payment_sign check (
    case when reverses_id is null then amount > 0 and reason is null
      when reason = 'refund_failed' then amount > 0 and method in ('bank_transfer', 'card')
      else amount < 0 and reason in ('returned', 'chargeback', 'mistake', 'refunded') and method in ('bank_transfer', 'card', 'recorded') end);
create index payment_reverses on billing.payment (reseller_id, reverses_id) where reverses_id is not null;

-- What is sent back of a payment, and how. Its id is that of the payment below zero that books it. `gateway_id`: the card gateway's own name of it,
-- once it is known there; `asked_at`: when the gateway was last asked how it stands.
create table billing.refund (
  reseller_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  payment_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  way text not null check (way in ('card', 'bank_transfer')),
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  refunded_on date not null,
  reference text,
  gateway_id text,
  asked_at timestamptz,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, gateway_id),
  foreign key (reseller_id, id) references billing.payment (reseller_id, id),
  foreign key (reseller_id, payment_id) references billing.payment (reseller_id, id)
);
create index refund_payment on billing.refund (reseller_id, payment_id);
call base.wall('billing.refund', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.refund to caravan_app, caravan_system;
grant update (gateway_id, asked_at) on billing.refund to caravan_system;

-- Each state that a refund has come to, once.
create table billing.refund_state (
  reseller_id uuid not null,
  refund_id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  state text not null check (state in ('requested', 'pending', 'succeeded', 'failed')),
  detail text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (reseller_id, refund_id, state),
  foreign key (reseller_id, refund_id) references billing.refund (reseller_id, id)
);
call base.wall('billing.refund_state', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on billing.refund_state to caravan_app, caravan_system;
