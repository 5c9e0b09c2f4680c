-- The oldest keys are rotated first.
CREATE INDEX access_key_age ON broker.access_key (stored_at) WHERE state = 'current';
