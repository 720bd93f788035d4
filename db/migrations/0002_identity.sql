-- Organizations as one tree, the accounts between them, people and how they sign in.
create schema identity;
grant usage on schema identity to caravan_app, caravan_system;

-- `reseller_id` is the top reseller of the branch (the vendor's own id for the vendor). `path` runs from the vendor to the row itself.
create table identity.organization (
  reseller_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('vendor', 'reseller', 'customer')),
  seller_id uuid,
  path uuid[] not null,
  name text not null,
  country char(2) not null,
  currency char(3) not null,
  time_zone text not null,
  language text not null check (language in ('en', 'ar')),
  registration_number text,
  tax_number text,
  address text,
  domain text,
  headcount int check (headcount > 0),
  body_kind text not null default 'business' check (body_kind in ('business', 'government', 'nonprofit', 'education')),
  support_email text,
  support_phone text,
  support_url text,
  brand_color text,
  bank_name text,
  iban text,
  bic text,
  state text not null check (state in ('applying', 'active', 'suspended', 'closed')),
  created_at timestamptz not null,
  primary key (reseller_id, id),
  check (path[cardinality(path)] = id)
);
create index organization_seller on identity.organization (seller_id, created_at desc, id desc);
create index organization_name on identity.organization using gin (name gin_trgm_ops);
-- I see those below me, myself, and the one that sells to me.
call base.wall('identity.organization', '(select base.me()) = any (path) or id = (select base.my_seller())');
grant select, insert, update on identity.organization to caravan_app, caravan_system;

-- A seller's account for a buyer: the one edge everything hangs on.
create table identity.account (
  reseller_id uuid not null,
  id uuid not null,
  seller_id uuid not null,
  buyer_id uuid not null,
  number text not null,
  currency char(3) not null,
  opened_at timestamptz not null,
  primary key (reseller_id, id),
  unique (reseller_id, seller_id, buyer_id),
  unique (reseller_id, seller_id, number),
  foreign key (reseller_id, buyer_id) references identity.organization (reseller_id, id)
);
create index account_seller on identity.account (seller_id, opened_at desc, id desc);
create index account_buyer on identity.account (buyer_id);
call base.wall('identity.account', '(select base.me()) in (seller_id, buyer_id)');
grant select, insert on identity.account to caravan_app, caravan_system;

-- People are no tenant's: one person may belong to several organizations. Secrets stand apart, out of actors' reach.
create table identity.person (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  language text not null check (language in ('en', 'ar')),
  created_at timestamptz not null
);

create table identity.membership (
  reseller_id uuid not null,
  organization_id uuid not null,
  person_id uuid not null references identity.person (id),
  seller_id uuid,
  roles text[] not null check (cardinality(roles) > 0),
  since timestamptz not null,
  ended_at timestamptz,
  primary key (reseller_id, organization_id, person_id),
  foreign key (reseller_id, organization_id) references identity.organization (reseller_id, id)
);
create index membership_person on identity.membership (person_id);
create index membership_organization on identity.membership (organization_id);
call base.wall('identity.membership', '(select base.me()) in (organization_id, seller_id)');
grant select, insert, update on identity.membership to caravan_app, caravan_system;

-- A person is seen by themselves and by whoever sees a membership of theirs.
alter table identity.person enable row level security;
alter table identity.person force row level security;
create policy wall on identity.person to caravan_app
  using (id = (select base.my_person()) or id in (select person_id from identity.membership));
create policy system on identity.person to caravan_system using (true) with check (true);
grant select on identity.person to caravan_app;
grant select, insert, update on identity.person to caravan_system;

create table identity.person_secret (
  person_id uuid primary key references identity.person (id),
  password_hash text,
  totp_secret text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  changed_at timestamptz not null
);
create table identity.recovery_code (
  person_id uuid not null references identity.person (id),
  code_hash text not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
-- One row a sign-in. `organization_id` is the one the person acts for now.
create table identity.session (
  id uuid primary key,
  token_hash text not null unique,
  person_id uuid not null references identity.person (id),
  organization_id uuid,
  address text,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_person on identity.session (person_id, created_at desc);
-- Failed attempts, counted by e-mail and network address together, so that a stranger cannot lock an owner out.
create table identity.sign_in_attempt (
  id bigint generated always as identity primary key,
  email text not null,
  address text not null,
  succeeded boolean not null,
  attempted_at timestamptz not null
);
create index sign_in_attempt_recent on identity.sign_in_attempt (email, address, attempted_at desc);
create index sign_in_attempt_address on identity.sign_in_attempt (address, attempted_at desc);
-- One-time links that letters carry to a person.
create table identity.link (
  token_hash text primary key,
  kind text not null check (kind in ('password_reset')),
  person_id uuid not null references identity.person (id),
  expires_at timestamptz not null,
  used_at timestamptz,
  recorded_at timestamptz not null
);
grant select, insert, update, delete on identity.person_secret, identity.recovery_code, identity.session,
  identity.sign_in_attempt, identity.link to caravan_system;

create table identity.invitation (
  reseller_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  seller_id uuid,
  email text not null check (email = lower(email)),
  name text not null,
  language text not null,
  roles text[] not null check (cardinality(roles) > 0),
  token_hash text not null,
  invited_by uuid,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (reseller_id, id),
  foreign key (reseller_id, organization_id) references identity.organization (reseller_id, id)
);
create index invitation_token on identity.invitation (token_hash);
create index invitation_organization on identity.invitation (organization_id, invited_at desc, id desc);
call base.wall('identity.invitation', '(select base.me()) in (organization_id, seller_id)');
grant select, insert, update on identity.invitation to caravan_app, caravan_system;

-- Keys for programs: a bearer secret that acts for one organization with these roles.
create table identity.access_key (
  reseller_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  name text not null,
  token_hash text not null,
  hint text not null,
  roles text[] not null check (cardinality(roles) > 0),
  created_by uuid not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (reseller_id, id),
  foreign key (reseller_id, organization_id) references identity.organization (reseller_id, id)
);
create index access_key_token on identity.access_key (token_hash);
call base.wall('identity.access_key', 'organization_id = (select base.me())');
grant select, insert, update on identity.access_key to caravan_app, caravan_system;
