-- Sign-ins: rows that decide.

create table broker.sign_in (
  id          text primary key,
  version     bigint not null,
  member_id   text not null references broker.member (id),
  device_id   text not null references broker.device (id),
  state       text not null,
  begun_at    timestamptz not null,
  verified_at timestamptz not null,
  expires_at  timestamptz not null
);
create index sign_in_expiry on broker.sign_in (expires_at);
grant select, insert, update, delete on broker.sign_in to broker_service;

-- Volatile: tokens, hashed. One is worth nothing without the key of its sign-in's device.
create table broker.access_token (
  hash       text primary key,
  sign_in_id text not null,
  expires_at timestamptz not null
);
create index access_token_expiry on broker.access_token (expires_at);
grant select, insert, delete on broker.access_token to broker_service;

create table broker.refresh_token (
  hash       text primary key,
  sign_in_id text not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index refresh_token_expiry on broker.refresh_token (expires_at);
grant select, insert, update, delete on broker.refresh_token to broker_service;

-- Volatile: verifications that were taken for one issue.
create table broker.spent_verification (
  sign_in_id  text not null,
  verified_at timestamptz not null,
  primary key (sign_in_id, verified_at)
);
grant select, insert, delete on broker.spent_verification to broker_service;

-- Volatile: the server's nonces for DPoP proofs, one a period, the same for all replicas.
create table broker.dpop_nonce (
  period bigint primary key,
  nonce  text not null
);
grant select, insert, delete on broker.dpop_nonce to broker_service;
