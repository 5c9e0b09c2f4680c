-- When AWS made the keys that came in from outside, as IAM lists it. A key without a time was asked for
-- in vain. What is later than when the broker got the key counts for nothing.
CREATE TABLE broker.access_key_creation (
    access_key_id text        PRIMARY KEY,
    made_at       timestamptz,
    asked_at      timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON broker.access_key_creation TO broker_service;
