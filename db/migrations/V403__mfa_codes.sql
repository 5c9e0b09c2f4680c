-- The code planner (docs/adr/0007): volatile, nothing here grants anything.

-- A code that was handed out. The row is committed before the code is sent, so that no code is
-- sent twice; outcome stays null while the code is in hand.
CREATE TABLE broker.mfa_code_slot (
    serial_number text        NOT NULL,
    step          bigint      NOT NULL,
    spent_at      timestamptz NOT NULL,
    request_id    text        NOT NULL,
    outcome       text,
    PRIMARY KEY (serial_number, step)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.mfa_code_slot TO broker_service;

-- Who waits for a code, in order; one place a member.
CREATE TABLE broker.mfa_code_waiter (
    place          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shared_user_id text        NOT NULL,
    member_id      text        NOT NULL,
    kept_until     timestamptz NOT NULL,
    UNIQUE (shared_user_id, member_id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON broker.mfa_code_waiter TO broker_service;
