-- Which streams go by a watermark of their own: none of them in an ordinary branch, and then nothing has to be looked for.
create index charge_stream_apart on billing.charge_stream (reseller_id, account_id) where apart;

-- What charges or gives back terms: an issue looks here for revenue to defer, and not through every line.
create index charge_term on billing.charge (reseller_id, invoice_id) where component = 'term' or origin_component = 'term';

-- PostgreSQL has version 7 of its own from 18 on: the same kind of id in a tenth of the time.
do $$ begin
  if current_setting('server_version_num')::int >= 180000 then
    create or replace function base.new_id() returns uuid language sql volatile parallel safe as 'select uuidv7()';
  end if;
end $$;
