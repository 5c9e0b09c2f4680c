-- A replica that ends between a record that begins something and the record of its result is
-- declared lost by another one, which then closes what was left open. From that moment on nothing
-- more can be written in the lost one's name: the function that writes the trail looks, under the
-- head's lock, whether the replica that a record names is still one.
ALTER TABLE broker.replica
    ADD COLUMN open_epoch  bigint NOT NULL DEFAULT 1,
    ADD COLUMN open_number bigint NOT NULL DEFAULT 0,
    ADD COLUMN lost_at     timestamptz;
COMMENT ON COLUMN broker.replica.open_number IS 'what it has open stands after this record';

DROP FUNCTION broker.audit_append(text[], bytea[], timestamptz[], jsonb);

-- Appends a batch. bodies, replicas, proofs and proof_expiries have the same length. A record whose
-- replica is lost is left out (record_lost), and so is one whose proof was used before; both come
-- back without a number. sessions is null or a JSON array whose elements name their record by its
-- position, from 1.
CREATE FUNCTION broker.audit_append(
    bodies text[], replicas uuid[], proofs bytea[], proof_expiries timestamptz[], sessions jsonb)
RETURNS TABLE (record_epoch bigint, record_number bigint, record_hash bytea, record_lost boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head_epoch  bigint;
    head_number bigint;
    head_hash   bytea;
    numbers     bigint[]  := '{}';
    hashes      bytea[]   := '{}';
    of_lost     boolean[] := '{}';
    gone        uuid[];
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

    gone := ARRAY(SELECT DISTINCT named.id FROM unnest(replicas) AS named (id)
        WHERE named.id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM broker.replica r WHERE r.id = named.id AND r.lost_at IS NULL));

    FOR i IN 1 .. cardinality(bodies) LOOP
        IF replicas[i] = ANY (gone) THEN
            numbers := numbers || NULL::bigint;
            hashes := hashes || NULL::bytea;
            of_lost := of_lost || true;
            CONTINUE;
        END IF;
        of_lost := of_lost || false;
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

    RETURN QUERY SELECT head_epoch, r.number, r.hash, r.lost
        FROM unnest(numbers, hashes, of_lost) AS r (number, hash, lost);
END;
$$;
REVOKE ALL ON FUNCTION broker.audit_append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION broker.audit_append TO broker_service;
