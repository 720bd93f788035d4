-- Who comes by an id alone (a page, the gateway's news, a task) does not know the branch.
create index card_mandate_id on billing.card_mandate (id);
create index card_setup_id on billing.card_setup (id);
create index card_id on billing.card (id);
create index card_attempt_id on billing.card_attempt (id);
