-- A reseller runs its own last month again as well: with another price book, or other list prices. Its lines are its customers' accounts,
-- with what it was and would be billed itself for what they use; a line of its own account carries what is for no customer. The vendor's
-- lines have no cost. Whose a line is stays as it was: the seller's who runs the replay.
alter table billing.replay_line
  add column cost_currency char(3),
  add column cost_was bigint,
  add column cost_would_be bigint,
  add constraint replay_line_cost check (num_nonnulls(cost_currency, cost_was, cost_would_be) in (0, 3));
