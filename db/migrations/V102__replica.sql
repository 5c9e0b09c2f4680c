-- Which replicas live: each says so every few seconds. Nothing but itself vouches for a row.
CREATE TABLE broker.replica (
    id         uuid        PRIMARY KEY,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.replica TO broker_service;
