-- Members, devices, teams, invitations and settings: rows that decide. Each carries a version;
-- its MAC stands in the audit record of the change that made it.

create table broker.member (
  id                     text primary key,
  version                bigint not null,
  name                   text not null,
  roles                  text not null,
  state                  text not null,
  confirmation_wanted_by text references broker.member (id),
  invited_by             text references broker.member (id),
  invited_at             timestamptz not null,
  sign_ins_from          timestamptz not null
);
create unique index member_name on broker.member (name) where state <> 'removed';
grant select, insert, update on broker.member to broker_service;

create table broker.team (
  id      text primary key,
  version bigint not null,
  name    text not null unique
);
grant select, insert, update, delete on broker.team to broker_service;

create table broker.membership (
  id        text primary key,
  version   bigint not null,
  team_id   text not null references broker.team (id),
  member_id text not null references broker.member (id),
  added_by  text not null references broker.member (id),
  added_at  timestamptz not null,
  unique (team_id, member_id)
);
create index membership_member on broker.membership (member_id);
grant select, insert, update, delete on broker.membership to broker_service;

create table broker.device (
  id            text primary key,
  version       bigint not null,
  member_id     text not null references broker.member (id),
  name          text not null,
  thumbprint    text not null,
  state         text not null,
  confirmer     text references broker.member (id),
  registered_at timestamptz not null
);
create unique index device_key on broker.device (thumbprint) where state <> 'removed';
create index device_member on broker.device (member_id);
grant select, insert, update on broker.device to broker_service;

create table broker.invitation (
  id         text primary key,
  version    bigint not null,
  code_hash  text not null unique,
  member_id  text not null references broker.member (id),
  purpose    text not null,
  invited_by text references broker.member (id),
  expires_at timestamptz not null,
  state      text not null,
  device_id  text references broker.device (id)
);
create index invitation_member on broker.invitation (member_id);
grant select, insert, update on broker.invitation to broker_service;

create table broker.setting (
  id      text primary key,
  version bigint not null,
  value   text not null
);
grant select, insert, update on broker.setting to broker_service;
