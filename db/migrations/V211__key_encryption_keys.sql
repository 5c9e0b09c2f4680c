-- Which key-encryption keys have sealed something, how many wraps each has made (counted before they
-- are made, in blocks, so never too few), and which were retired when the last record had been moved.
CREATE TABLE broker.key_encryption_key (
    id         text        PRIMARY KEY,
    wraps      bigint      NOT NULL DEFAULT 0,
    first_used timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON broker.key_encryption_key TO broker_service;

-- Moving the broker's own keys under another key-encryption key; what is in them never changes.
GRANT UPDATE (sealed) ON broker.secret_store_key TO broker_service;
GRANT UPDATE (sealed_key) ON broker.tls_authority TO broker_service;
