-- A journal is written in this order, page by page.
create index transfer_journal on ledger.transfer (seller_id, posted_on, source_id, kind, id);

-- Revenue of terms paid ahead, by the month in which it is earned: what deferred revenue becomes. Negative where a term's rest was given back.
-- A month's row is recognised by a transfer of its own id, once.
create table ledger.recognition (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  account_id uuid not null,
  source_id uuid not null,
  month date not null check (extract(day from month) = 1),
  amount bigint not null check (amount <> 0),
  currency char(3) not null,
  deferred_on date not null,
  recorded_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, source_id, month),
  foreign key (reseller_id, account_id) references identity.account (reseller_id, id)
);
create index recognition_month on ledger.recognition (month, seller_id);
create index recognition_seller on ledger.recognition (seller_id, month);
call base.wall('ledger.recognition', 'seller_id = (select base.me())');
grant select, insert on ledger.recognition to caravan_app, caravan_system;
