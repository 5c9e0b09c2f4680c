-- What became of the denies on a shared user's sessions. Volatile: nothing is decided by it; what is
-- denied is said by AWS.
CREATE TABLE broker.containment_deny (
    shared_user_id text        PRIMARY KEY REFERENCES broker.shared_user (id) ON DELETE CASCADE,
    state          text        NOT NULL,
    issued_before  timestamptz,
    detail         text
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.containment_deny TO broker_service;
