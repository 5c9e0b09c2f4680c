-- The broker's own CA, shared by all replicas: its certificate (DER) and its private key, sealed.
-- The highest number is in use.
CREATE TABLE broker.tls_authority (
    number      integer     PRIMARY KEY,
    certificate bytea       NOT NULL,
    sealed_key  bytea       NOT NULL,
    made_at     timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON broker.tls_authority TO broker_service;
