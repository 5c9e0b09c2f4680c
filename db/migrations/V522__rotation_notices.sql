-- Which events of rotations the webhook's receiver has taken. Removing a row tells it once more.
CREATE TABLE broker.rotation_notice (
    rotation_id text        NOT NULL,
    number      bigint      NOT NULL,
    taken_at    timestamptz NOT NULL,
    PRIMARY KEY (rotation_id, number)
);
GRANT SELECT, INSERT ON broker.rotation_notice TO broker_service;
