-- The broker's own keys, each sealed under the key-encryption key: the canary, which the key has to
-- open at start, and the key of the deciding rows' MACs. Written once, never changed by the service.
CREATE TABLE broker.secret_store_key (
    name    text        PRIMARY KEY,
    sealed  bytea       NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON broker.secret_store_key TO broker_service;
