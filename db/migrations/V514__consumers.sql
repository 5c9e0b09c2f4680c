-- Consumers: what is outside of the broker and needs a shared user's long-term key itself. Rows that
-- decide; one counts once a second person has confirmed it.
CREATE TABLE broker.consumer (
    id                  text        PRIMARY KEY,
    version             bigint      NOT NULL,
    shared_user_id      text        NOT NULL REFERENCES broker.shared_user (id),
    name                text        NOT NULL,
    kind                text        NOT NULL,
    destination         text,
    public_key          text,
    force_after_seconds bigint,
    proposed_by         text        NOT NULL,
    proposed_at         timestamptz NOT NULL,
    confirmed_by        text,
    confirmed_at        timestamptz,
    UNIQUE (shared_user_id, name)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.consumer TO broker_service;

-- That a rotation need not wait for a consumer any more, before the other key is deactivated: rows
-- that decide, added to only.
CREATE TABLE broker.consumer_delivery (
    id            text        PRIMARY KEY,
    version       bigint      NOT NULL,
    rotation_id   text        NOT NULL,
    consumer_id   text        NOT NULL,
    access_key_id text        NOT NULL,
    how           text        NOT NULL,
    by_member     text,
    at            timestamptz NOT NULL,
    UNIQUE (rotation_id, consumer_id, access_key_id)
);
CREATE INDEX consumer_delivery_last ON broker.consumer_delivery (consumer_id, at DESC);
GRANT SELECT, INSERT ON broker.consumer_delivery TO broker_service;

-- Which pushes were begun, and what came of the last one of each key.
CREATE TABLE broker.consumer_attempt (
    rotation_id   text        NOT NULL,
    consumer_id   text        NOT NULL,
    access_key_id text        NOT NULL,
    number        integer     NOT NULL,
    at            timestamptz NOT NULL,
    trouble       text,
    PRIMARY KEY (rotation_id, consumer_id, access_key_id)
);
GRANT SELECT, INSERT, UPDATE ON broker.consumer_attempt TO broker_service;
