-- That an owner confirmed a member who came to a team after it was granted something: rows that
-- decide. Each is for one grant and one membership, and goes with the grant.
CREATE TABLE broker.grant_confirmation (
    id            text        PRIMARY KEY,
    version       bigint      NOT NULL,
    grant_id      text        NOT NULL,
    membership_id text        NOT NULL,
    confirmed_by  text        NOT NULL,
    confirmed_at  timestamptz NOT NULL,
    UNIQUE (grant_id, membership_id)
);
GRANT SELECT, INSERT, DELETE ON broker.grant_confirmation TO broker_service;
