-- Who may have which kind of session of which shared user: rows that decide.
CREATE TABLE broker.session_grant (
    id                    text        PRIMARY KEY,
    version               bigint      NOT NULL,
    shared_user_id        text        NOT NULL,
    member_id             text,
    team_id               text,
    kind                  text        NOT NULL,
    roles                 text[]      NOT NULL,
    aws_mfa               text        NOT NULL,
    default_duration      integer     NOT NULL,
    maximum_duration      integer     NOT NULL,
    second_factor_age     integer,
    source_networks       text[]      NOT NULL,
    not_before            timestamptz,
    not_after             timestamptz,
    session_policy        text,
    tags                  text        NOT NULL,
    granted_by            text        NOT NULL,
    granted_at            timestamptz NOT NULL,
    CHECK ((member_id IS NULL) <> (team_id IS NULL))
);
CREATE INDEX session_grant_shared_user ON broker.session_grant (shared_user_id);
CREATE INDEX session_grant_member ON broker.session_grant (member_id);
CREATE INDEX session_grant_team ON broker.session_grant (team_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.session_grant TO broker_service;
