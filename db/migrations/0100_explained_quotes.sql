-- How a quoted line's cost and price came about, as it was when the version was sent: its seller's own affair, as the cost is. Lines sent
-- before have none. What a unit costs is kept with every decimal that the price engine makes, so that the steps come to it.
alter table orders.quote_line_cost
  add cost_steps jsonb not null default '[]',
  add price_steps jsonb not null default '[]',
  alter unit_cost type numeric(30, 18),
  alter book_price type numeric(30, 18);
