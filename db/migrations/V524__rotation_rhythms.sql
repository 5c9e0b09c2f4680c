-- When a shared user's key is replaced, where its owners don't leave that to the configuration. A row
-- that decides.
CREATE TABLE broker.rotation_rhythm (
    id             text        PRIMARY KEY,
    version        bigint      NOT NULL,
    shared_user_id text        NOT NULL UNIQUE REFERENCES broker.shared_user (id),
    rhythm         text        NOT NULL,
    set_by         text        NOT NULL,
    set_at         timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.rotation_rhythm TO broker_service;

-- Of which keys the webhook's receiver was told ahead. Removing a row tells it once more.
CREATE TABLE broker.rotation_announcement (
    access_key_id text        PRIMARY KEY,
    taken_at      timestamptz NOT NULL
);
GRANT SELECT, INSERT ON broker.rotation_announcement TO broker_service;
