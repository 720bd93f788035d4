-- The vendor is looked up in nearly every request; without an index each look reads every organization.
create index organization_vendor on identity.organization (kind) where kind = 'vendor';

-- What a product is found by, folded once when it is written instead of for every row of every search.
alter table catalog.product add column search_text text generated always as (catalog.product_text(code, name)) stored;
drop index catalog.product_search;
create index product_search on catalog.product using gin (search_text gin_trgm_ops);
