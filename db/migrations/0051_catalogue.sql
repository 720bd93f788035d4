-- What more a product says of itself: its kind, where and to whom it may be sold (empty: everywhere, to everyone), facts of its trade.
-- `works_with` are notes: [{"system": "Microsoft Outlook", "note": {"en": …, "ar": …} | null}].
alter table catalog.product
  add column kind text not null default 'product' check (kind in ('product', 'module', 'add_on')),
  add column countries text[] not null default '{}',
  add column segments text[] not null default '{}'
    check (segments <@ array['small', 'medium', 'large', 'education', 'government', 'nonprofit']),
  add column attributes jsonb not null default '{}',
  add column version int not null default 1;
update catalog.product set works_with = (
  select coalesce(jsonb_agg(jsonb_build_object('system', system, 'note', null)), '[]') from jsonb_array_elements_text(works_with) system);
alter table catalog.offer add column version int not null default 1;

-- How products stand to one another. requires: not sold without the other; of rows with one `choice` any one will do. excludes: never for
-- the same customer. included: comes with it, and is not sold on top. replaces: what is sold instead of the other.
create table catalog.product_relation (
  product_id uuid not null references catalog.product (id),
  kind text not null check (kind in ('requires', 'excludes', 'included', 'replaces')),
  other_id uuid not null references catalog.product (id),
  choice int not null default 1 check (choice > 0),
  primary key (product_id, kind, other_id),
  check (product_id <> other_id)
);
create index product_relation_other on catalog.product_relation (other_id, kind);
grant select, insert, delete on catalog.product_relation to caravan_app, caravan_system;

-- Every state a product or an offer was in or will be in, from which day on; only ever appended. The tables above hold the one in force:
-- of those whose day has come, the last by day and then by number.
create table catalog.product_version (
  product_id uuid not null references catalog.product (id),
  version int not null,
  valid_from date not null,
  facts jsonb not null,
  person_id uuid,
  import_id uuid,
  recorded_at timestamptz not null,
  primary key (product_id, version)
);
create table catalog.offer_version (
  offer_id uuid not null references catalog.offer (id),
  version int not null,
  valid_from date not null,
  facts jsonb not null,
  person_id uuid,
  import_id uuid,
  recorded_at timestamptz not null,
  primary key (offer_id, version)
);
create index product_version_day on catalog.product_version (valid_from);
create index offer_version_day on catalog.offer_version (valid_from);
grant select, insert on catalog.product_version, catalog.offer_version to caravan_app, caravan_system;
insert into catalog.product_version (product_id, version, valid_from, facts, recorded_at)
  select id, 1, (created_at at time zone 'UTC')::date, jsonb_build_object('family_id', family_id, 'kind', kind, 'name', name,
    'description', description, 'unit', unit, 'needs_domain', needs_domain, 'connector', connector, 'works_with', works_with,
    'countries', countries, 'segments', segments, 'attributes', attributes, 'relations', '[]'::jsonb, 'withdrawn', withdrawn_at is not null), created_at
  from catalog.product;
insert into catalog.offer_version (offer_id, version, valid_from, facts, recorded_at)
  select id, 1, (created_at at time zone 'UTC')::date, jsonb_build_object('name', name, 'minimum_quantity', minimum_quantity,
    'maximum_quantity', maximum_quantity, 'withdrawn', withdrawn_at is not null), created_at
  from catalog.offer;

-- Through which day the versions have been put in force: what comes due later is looked for once a day.
create table catalog.applied_day (
  one boolean primary key default true check (one),
  through date not null
);
insert into catalog.applied_day (through) values ('-infinity');
grant select, insert, update on catalog.applied_day to caravan_app, caravan_system;

-- A file of the catalogue that was handed in: as it was, what is wrong with it, and what it would change on which day.
-- `base` is the state of the catalogue that the difference was made against.
create table catalog.import (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  file_name text not null,
  format text not null check (format in ('csv', 'xlsx', 'json')),
  sha256 text not null,
  content bytea not null,
  valid_from date not null,
  missing text not null check (missing in ('keep', 'withdraw')),
  state text not null check (state in ('refused', 'ready', 'published', 'dropped')),
  base text not null,
  row_count int not null,
  faults jsonb not null default '[]',
  fault_count int not null default 0,
  summary jsonb not null default '{}',
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  published_by uuid,
  published_at timestamptz,
  primary key (reseller_id, id)
);
create index import_id on catalog.import (id);
create index import_recent on catalog.import (seller_id, uploaded_at desc, id desc);
call base.wall('catalog.import', 'seller_id = (select base.me())');
grant select, insert, update on catalog.import to caravan_app, caravan_system;

-- One thing an import adds, changes or withdraws. `moves`: its prices, from and to, with the live subscriptions that they touch.
create table catalog.import_change (
  reseller_id uuid not null,
  import_id uuid not null,
  seq int not null,
  seller_id uuid not null,
  subject text not null check (subject in ('family', 'product', 'offer')),
  change text not null check (change in ('added', 'changed', 'withdrawn')),
  code text not null,
  name jsonb not null,
  before jsonb,
  after jsonb,
  moves jsonb not null default '[]',
  primary key (reseller_id, import_id, seq),
  foreign key (reseller_id, import_id) references catalog.import (reseller_id, id)
);
call base.wall('catalog.import_change', 'seller_id = (select base.me())');
-- A difference made anew, for another day, takes the place of the one before.
grant select, insert, delete on catalog.import_change to caravan_app, caravan_system;

-- Text as it is looked for: small letters without accents; Arabic without diacritics and with one form of alef, yeh, hamza and teh marbuta.
create function catalog.folded(words text) returns text language sql immutable parallel safe strict as $$
  select translate(regexp_replace(lower(normalize(words, nfkd)), '[\u0300-\u036f\u064b-\u065f\u0670\u0640\u0621\u200e\u200f]', '', 'g'),
    U&'\0671\0649\0629\06A9\06CC\0660\0661\0662\0663\0664\0665\0666\0667\0668\0669', U&'\0627\064A\0647\0643\064A' || '0123456789')
$$;
create function catalog.product_text(code text, name jsonb) returns text language sql immutable parallel safe as $$
  select catalog.folded(code || ' ' || (name ->> 'en') || ' ' || (name ->> 'ar'))
$$;
drop index catalog.product_search;
create index product_search on catalog.product using gin (catalog.product_text(code, name) gin_trgm_ops);
