-- Rotations: one row a run, which decides which key may be deactivated and deleted; what happened, in
-- its order; and when which run is to be looked at next.
CREATE TABLE broker.rotation (
    id             text        PRIMARY KEY,
    version        bigint      NOT NULL,
    shared_user_id text        NOT NULL,
    cause          text        NOT NULL,
    started_by     text,
    started_at     timestamptz NOT NULL,
    aim            text        NOT NULL,
    undo_wanted    boolean     NOT NULL,
    hold_ground    text,
    hold_says      text,
    step           text        NOT NULL,
    step_at        timestamptz NOT NULL,
    old_key        text        NOT NULL,
    new_key        text,
    orphan         text,
    attempt        bigint      NOT NULL,
    mark           text,
    snapshot       text[]      NOT NULL,
    switched_at    timestamptz,
    accepted_until timestamptz
);
CREATE UNIQUE INDEX rotation_under_way ON broker.rotation (shared_user_id)
    WHERE step NOT IN ('done', 'undone');
CREATE INDEX rotation_of_shared_user ON broker.rotation (shared_user_id, started_at DESC);
GRANT SELECT, INSERT, UPDATE ON broker.rotation TO broker_service;

-- Added to only; the audit trail tells the same.
CREATE TABLE broker.rotation_event (
    rotation_id text        NOT NULL REFERENCES broker.rotation (id),
    number      bigint      NOT NULL,
    at          timestamptz NOT NULL,
    step        text        NOT NULL,
    says        text        NOT NULL,
    PRIMARY KEY (rotation_id, number)
);
GRANT SELECT, INSERT ON broker.rotation_event TO broker_service;

-- A run that waits for nothing but a member has no row here.
CREATE TABLE broker.rotation_due (
    rotation_id   text        PRIMARY KEY REFERENCES broker.rotation (id),
    due_at        timestamptz NOT NULL,
    claimed_until timestamptz NOT NULL,
    waits_for     text
);
CREATE INDEX rotation_due_at ON broker.rotation_due (due_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.rotation_due TO broker_service;

CREATE INDEX ledger_session_parent ON broker.ledger_session (parent_access_key_id);
