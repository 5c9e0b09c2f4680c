-- The audit trail: gapless numbers and a chain of hashes, made by one function that the service may
-- call and nothing else. It belongs to the owner: the service can neither insert nor change a row.
GRANT USAGE ON SCHEMA broker TO broker_service;

CREATE TABLE broker.audit_record (
    epoch  bigint NOT NULL,
    number bigint NOT NULL,
    body   text   NOT NULL,
    hash   bytea  NOT NULL,
    PRIMARY KEY (epoch, number)
);
GRANT SELECT ON broker.audit_record TO broker_service;

CREATE TABLE broker.audit_head (
    only_row boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row),
    epoch    bigint  NOT NULL,
    number   bigint  NOT NULL,
    hash     bytea   NOT NULL
) WITH (fillfactor = 10);
INSERT INTO broker.audit_head (epoch, number, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));
GRANT SELECT ON broker.audit_head TO broker_service;

-- Proofs of possession (DPoP) that were used: SHA-256 of thumbprint and jti.
CREATE TABLE broker.dpop_proof (
    proof      bytea       PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX dpop_proof_expires_at ON broker.dpop_proof (expires_at);
GRANT SELECT, INSERT, DELETE ON broker.dpop_proof TO broker_service;

-- The ledger: which member a session of AWS belongs to. Written with its audit record, never alone.
CREATE TABLE broker.ledger_session (
    access_key_id        text        PRIMARY KEY,
    member_id            text        NOT NULL,
    member_name          text        NOT NULL,
    device_id            text        NOT NULL,
    device_name          text        NOT NULL,
    shared_user          text        NOT NULL,
    account              text        NOT NULL,
    kind                 text        NOT NULL,
    grant_id             text        NOT NULL,
    parent_access_key_id text        NOT NULL,
    assumed_arn          text,
    issued_at            timestamptz NOT NULL,
    expiration           timestamptz NOT NULL,
    request_id           text        NOT NULL,
    source_address       text,
    audit_epoch          bigint      NOT NULL,
    audit_number         bigint      NOT NULL
);
CREATE INDEX ledger_session_member ON broker.ledger_session (member_id, issued_at);
CREATE INDEX ledger_session_shared_user ON broker.ledger_session (shared_user, issued_at);
GRANT SELECT ON broker.ledger_session TO broker_service;

-- Appends a batch. bodies, proofs and proof_expiries have the same length; a record whose proof was
-- used before is left out and comes back without a number. sessions is null or a JSON array whose
-- elements name their record by its position, from 1.
CREATE FUNCTION broker.audit_append(
    bodies text[], proofs bytea[], proof_expiries timestamptz[], sessions jsonb)
RETURNS TABLE (record_epoch bigint, record_number bigint, record_hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head_epoch  bigint;
    head_number bigint;
    head_hash   bytea;
    numbers     bigint[] := '{}';
    hashes      bytea[]  := '{}';
BEGIN
    IF current_setting('fsync') <> 'on'
        OR current_setting('full_page_writes') <> 'on'
        OR current_setting('synchronous_commit') NOT IN ('on', 'remote_apply') THEN
        RAISE EXCEPTION 'a commit would not be durable: fsync %, full_page_writes %, synchronous_commit %',
            current_setting('fsync'), current_setting('full_page_writes'),
            current_setting('synchronous_commit')
            USING ERRCODE = 'BR001';
    END IF;

    SELECT h.epoch, h.number, h.hash INTO STRICT head_epoch, head_number, head_hash
        FROM broker.audit_head h FOR NO KEY UPDATE;

    FOR i IN 1 .. cardinality(bodies) LOOP
        IF proofs[i] IS NOT NULL THEN
            INSERT INTO broker.dpop_proof (proof, expires_at) VALUES (proofs[i], proof_expiries[i])
                ON CONFLICT DO NOTHING;
            IF NOT FOUND THEN
                numbers := numbers || NULL::bigint;
                hashes := hashes || NULL::bytea;
                CONTINUE;
            END IF;
        END IF;
        head_number := head_number + 1;
        head_hash := sha256(head_hash || int8send(head_epoch) || int8send(head_number)
            || convert_to(bodies[i], 'UTF8'));
        numbers := numbers || head_number;
        hashes := hashes || head_hash;
    END LOOP;

    INSERT INTO broker.audit_record (epoch, number, body, hash)
        SELECT head_epoch, r.number, r.body, r.hash
            FROM unnest(numbers, bodies, hashes) AS r (number, body, hash)
            WHERE r.number IS NOT NULL;
    UPDATE broker.audit_head SET number = head_number, hash = head_hash;

    IF sessions IS NOT NULL THEN
        INSERT INTO broker.ledger_session (access_key_id, member_id, member_name, device_id,
                device_name, shared_user, account, kind, grant_id, parent_access_key_id,
                assumed_arn, issued_at, expiration, request_id, source_address, audit_epoch,
                audit_number)
            SELECT s.access_key_id, s.member_id, s.member_name, s.device_id, s.device_name,
                    s.shared_user, s.account, s.kind, s.grant_id, s.parent_access_key_id,
                    s.assumed_arn, s.issued_at, s.expiration, s.request_id, s.source_address,
                    head_epoch, numbers[s.record]
                FROM jsonb_to_recordset(sessions) AS s (record int, access_key_id text,
                    member_id text, member_name text, device_id text, device_name text,
                    shared_user text, account text, kind text, grant_id text,
                    parent_access_key_id text, assumed_arn text, issued_at timestamptz,
                    expiration timestamptz, request_id text, source_address text)
                WHERE numbers[s.record] IS NOT NULL;
    END IF;

    RETURN QUERY SELECT head_epoch, r.number, r.hash FROM unnest(numbers, hashes) AS r (number, hash);
END;
$$;
REVOKE ALL ON FUNCTION broker.audit_append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION broker.audit_append TO broker_service;
