-- That an owner of a shared user confirmed a member whom an admin re-enrolled: rows that decide.
-- Each is for one shared user and for the member's re-enrolments up to that number.
CREATE TABLE broker.re_enrolment_confirmation (
    id             text        PRIMARY KEY,
    version        bigint      NOT NULL,
    shared_user_id text        NOT NULL REFERENCES broker.shared_user (id),
    member_id      text        NOT NULL,
    re_enrolment   integer     NOT NULL,
    grounds        text        NOT NULL,
    confirmed_by   text        NOT NULL,
    confirmed_at   timestamptz NOT NULL
);
CREATE INDEX re_enrolment_confirmation_member
    ON broker.re_enrolment_confirmation (shared_user_id, member_id);
GRANT SELECT, INSERT, DELETE ON broker.re_enrolment_confirmation TO broker_service;
