-- What the index of authenticated rows says at a place of the trail, signed by the checkpoints' key:
-- a start goes on from there. One that the service removes costs time at the next start, no more.
CREATE TABLE broker.audit_snapshot (
    epoch     bigint NOT NULL,
    number    bigint NOT NULL,
    hash      bytea  NOT NULL,
    rows      bytea  NOT NULL,
    signature text   NOT NULL,
    PRIMARY KEY (epoch, number)
);
GRANT SELECT, INSERT, DELETE ON broker.audit_snapshot TO broker_service;

-- Segments of the trail that were sealed and archived: the signed manifest of each.
CREATE TABLE broker.audit_segment (
    epoch    bigint NOT NULL,
    first    bigint NOT NULL,
    last     bigint NOT NULL,
    manifest text   NOT NULL,
    PRIMARY KEY (epoch, first)
);
GRANT SELECT, INSERT ON broker.audit_segment TO broker_service;

-- Up to where the trail was pruned, and what the index says there, signed. The owner's: the service
-- can neither prune nor say that somebody has.
CREATE TABLE broker.audit_base (
    epoch     bigint NOT NULL,
    number    bigint NOT NULL,
    hash      bytea  NOT NULL,
    rows      bytea  NOT NULL,
    signature text   NOT NULL,
    PRIMARY KEY (epoch, number)
);
GRANT SELECT ON broker.audit_base TO broker_service;
