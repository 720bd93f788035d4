-- Whether the demo program is in this database: at most one row, none without it. A load that was killed leaves `loading`,
-- and the next one begins anew.
create table base.demo (
  only_one boolean primary key default true check (only_one),
  state text not null check (state in ('loading', 'loaded')),
  began_at timestamptz not null,
  loaded_at timestamptz
);
