-- Shared users, their keys, MFA devices and owners, and the management principals: rows that
-- decide. Each carries a version; its MAC stands in the audit record of the change that made it.

CREATE TABLE broker.shared_user (
    id          text        PRIMARY KEY,
    version     bigint      NOT NULL,
    name        text        NOT NULL UNIQUE,
    partition   text        NOT NULL,
    account     text        NOT NULL,
    user_name   text        NOT NULL,
    user_arn    text        NOT NULL,
    user_id     text        NOT NULL,
    state       text        NOT NULL,
    imported_by text        NOT NULL,
    imported_at timestamptz NOT NULL,
    UNIQUE (partition, account, user_id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.shared_user TO broker_service;

CREATE TABLE broker.access_key (
    id             text        PRIMARY KEY,
    version        bigint      NOT NULL,
    shared_user_id text        NOT NULL REFERENCES broker.shared_user (id),
    access_key_id  text        NOT NULL,
    state          text        NOT NULL,
    exposed        boolean     NOT NULL,
    stored_at      timestamptz NOT NULL,
    sealed         bytea       NOT NULL,
    UNIQUE (shared_user_id, access_key_id)
);
CREATE UNIQUE INDEX access_key_current ON broker.access_key (shared_user_id)
    WHERE state = 'current';
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.access_key TO broker_service;

CREATE TABLE broker.mfa_device (
    id             text        PRIMARY KEY,
    version        bigint      NOT NULL,
    shared_user_id text        NOT NULL REFERENCES broker.shared_user (id),
    serial_number  text        NOT NULL,
    state          text        NOT NULL,
    stored_at      timestamptz NOT NULL,
    sealed         bytea       NOT NULL,
    UNIQUE (shared_user_id, serial_number)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.mfa_device TO broker_service;

CREATE TABLE broker.shared_user_owner (
    id             text        PRIMARY KEY,
    version        bigint      NOT NULL,
    shared_user_id text        NOT NULL REFERENCES broker.shared_user (id),
    member_id      text        NOT NULL,
    appointed_by   text        NOT NULL,
    appointed_at   timestamptz NOT NULL,
    UNIQUE (shared_user_id, member_id)
);
CREATE INDEX shared_user_owner_member ON broker.shared_user_owner (member_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.shared_user_owner TO broker_service;

CREATE TABLE broker.management_principal (
    id            text   PRIMARY KEY,
    version       bigint NOT NULL,
    partition     text   NOT NULL,
    account       text   NOT NULL UNIQUE,
    arn           text   NOT NULL,
    external_id   text,
    access_key_id text,
    sealed        bytea
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.management_principal TO broker_service;
