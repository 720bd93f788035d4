-- Which streams go by a watermark of their own: none of them in an ordinary branch, and then nothing has to be looked for.
create index charge_stream_apart on billing.charge_stream (reseller_id, account_id) where apart;
