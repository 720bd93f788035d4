-- A batch of a run looks for the drafts of its own branches, not through all that the run has drafted before it.
drop index billing.invoice_run;
create index invoice_run on billing.invoice (run_id, reseller_id);
