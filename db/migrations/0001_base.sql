-- The roles, the wall's functions, and what every module stands on.
-- caravan_nobody: what a connection is between transactions; may do nothing.
-- caravan_app: serves actors, always behind row-level security as one organization.
-- caravan_system: the product's own work (sign-in, month end, provisioning); its policies say `true`; it bypasses nothing else.
do $$ begin
  if not exists (select from pg_roles where rolname = 'caravan_nobody') then create role caravan_nobody nologin; end if;
  if not exists (select from pg_roles where rolname = 'caravan_app') then create role caravan_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'caravan_system') then create role caravan_system nologin; end if;
exception when duplicate_object or unique_violation then null; end $$;
grant caravan_nobody, caravan_app, caravan_system to current_user;

create extension if not exists pg_trgm;

create schema base;
grant usage on schema base to caravan_app, caravan_system;

-- The organization that acts in this transaction, and the one that sells to it. Set by the door, gone at its end.
create function base.me() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('caravan.organization', true), '')::uuid $$;
create function base.my_seller() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('caravan.seller', true), '')::uuid $$;
-- The branch I may write in; null for the vendor, who deals with every branch.
create function base.my_branch() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('caravan.branch', true), '')::uuid $$;
create function base.my_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('caravan.person', true), '')::uuid $$;

-- A UUIDv7 for rows made by SQL (RFC 9562: 48 bits of milliseconds, version, random); PostgreSQL has its own only from 18 on.
create function base.new_id() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid $$;

-- Puts a table behind the wall: FORCE RLS, the two-sides policy for actors, everything for the system.
-- `visible` is the policy's expression over the row, with base.me() as "I". A row is written only in the actor's own branch, so that
-- nobody can name themselves a side of a row among strangers.
create procedure base.wall(target regclass, visible text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy wall on %s to caravan_app using (%s) with check ((%s)
    and ((select base.my_branch()) is null or reseller_id = (select base.my_branch())))', target, visible, visible);
  execute format('create policy system on %s to caravan_system using (true) with check (true)', target);
end $$;

-- What happened, for subscribers and for live pages. `audience` are the organizations that may see it.
-- `xid` orders readers: a reader takes only events of transactions older than every running one, so none is skipped.
create table base.event (
  reseller_id uuid not null,
  id bigint generated always as identity,
  name text not null,
  subject_id uuid not null,
  payload jsonb not null default '{}',
  audience uuid[] not null,
  xid xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null,
  primary key (reseller_id, id)
);
create index event_order on base.event (xid, id);
call base.wall('base.event', '(select base.me()) = any (audience)');
grant select on base.event to caravan_app;
grant select, insert on base.event to caravan_system;

-- Who did what. One hash chain per branch; `hash` covers the entry and `previous_hash`.
create table base.audit_entry (
  reseller_id uuid not null,
  seq bigint not null,
  organization_id uuid,
  person_id uuid,
  person_name text,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  details jsonb not null default '{}',
  address text,
  recorded_at timestamptz not null,
  previous_hash text not null,
  hash text not null,
  primary key (reseller_id, seq)
);
create index audit_entry_recent on base.audit_entry (organization_id, recorded_at desc);
call base.wall('base.audit_entry', 'organization_id = (select base.me())');
grant select on base.audit_entry to caravan_app;
grant select, insert on base.audit_entry to caravan_system;

-- The first answer to a write, replayed for the same key. `owner` is the person or access key.
create table base.idempotency_key (
  owner text not null,
  key text not null,
  request_sha256 text not null,
  status int,
  answer jsonb,
  recorded_at timestamptz not null,
  primary key (owner, key)
);
grant select, insert, update, delete on base.idempotency_key to caravan_system;

-- E-mail, kept before it is sent. Without a mail server it stays here and the outbox page shows it.
create table base.mail (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  recipient text not null,
  subject text not null,
  html text not null,
  body text not null,
  language text not null,
  kind text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  failure text,
  recorded_at timestamptz not null,
  sent_at timestamptz,
  primary key (reseller_id, id)
);
create index mail_recent on base.mail (seller_id, recorded_at desc, id desc);
call base.wall('base.mail', 'seller_id = (select base.me())');
grant select on base.mail to caravan_app;
grant select, insert, update on base.mail to caravan_system;
