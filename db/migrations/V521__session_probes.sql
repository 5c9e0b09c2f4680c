-- Probes on a spare key: whether an account lets sessions outlive the key that issued them. Rows that
-- decide, and the journal of each probe: which keys there were before, and which one is the probe's own.
CREATE TABLE broker.session_probe (
    id             text        PRIMARY KEY,
    version        bigint      NOT NULL,
    account        text        NOT NULL,
    shared_user_id text        NOT NULL,
    begun_by       text        NOT NULL,
    begun_at       timestamptz NOT NULL,
    state          text        NOT NULL,
    state_at       timestamptz NOT NULL,
    known_keys     text[]      NOT NULL,
    spare_key      text,
    outlive        boolean,
    detail         text
);
CREATE INDEX session_probe_account ON broker.session_probe (account, begun_at);
CREATE UNIQUE INDEX session_probe_open ON broker.session_probe (account)
    WHERE state IN ('begun', 'made', 'removing');
GRANT SELECT, INSERT, UPDATE ON broker.session_probe TO broker_service;
