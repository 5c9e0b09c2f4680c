-- Whether IAM keeps members' sessions from changing the shared user, as it was last found, and which
-- owner accepted that it doesn't: rows that decide. A shared user without a row has not been looked at.
CREATE TABLE broker.shared_user_guard (
    id             text        PRIMARY KEY,
    version        bigint      NOT NULL,
    shared_user_id text        NOT NULL UNIQUE REFERENCES broker.shared_user (id),
    finding        text        NOT NULL,
    checked_at     timestamptz NOT NULL,
    accepted_by    text,
    accepted_at    timestamptz
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.shared_user_guard TO broker_service;
