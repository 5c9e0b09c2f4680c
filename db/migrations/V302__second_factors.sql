-- Second factors and recovery codes: rows that decide.

create table broker.factor (
  id           text primary key,
  version      bigint not null,
  member_id    text not null references broker.member (id),
  enrolment_id text not null references broker.invitation (id),
  state        text not null,
  seed         bytea not null,
  created_at   timestamptz not null
);
create unique index factor_active on broker.factor (member_id) where state = 'active';
create unique index factor_enrolment on broker.factor (enrolment_id);
grant select, insert, update on broker.factor to broker_service;

create table broker.recovery_code (
  id        text primary key,
  version   bigint not null,
  member_id text not null references broker.member (id),
  code_hash text not null unique,
  used      boolean not null
);
create index recovery_code_member on broker.recovery_code (member_id);
grant select, insert, update, delete on broker.recovery_code to broker_service;

-- Volatile: not authenticated. Without its row a factor accepts no code.
create table broker.factor_step (
  factor_id text primary key references broker.factor (id),
  last_step bigint not null
);
grant select, insert, update on broker.factor_step to broker_service;

-- Volatile: attempts at codes of a device or a member, counted before a code is compared.
create table broker.code_attempt (
  subject          text primary key,
  failures         integer not null,
  backed_off_until timestamptz not null
);
grant select, insert, update, delete on broker.code_attempt to broker_service;
