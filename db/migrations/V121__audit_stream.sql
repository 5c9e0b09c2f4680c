-- Up to where the trail was sent on. Whoever moves it leaves a gap that the receiver sees, or makes
-- it receive again.
CREATE TABLE broker.audit_stream (
    one    boolean PRIMARY KEY CHECK (one),
    epoch  bigint  NOT NULL,
    number bigint  NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON broker.audit_stream TO broker_service;
