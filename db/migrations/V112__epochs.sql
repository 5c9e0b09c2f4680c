-- A new epoch goes on with the chain where it ends, under a higher number of its own: what was
-- written after that in the earlier epoch, and got lost with it, is never numbered a second time.
CREATE FUNCTION broker.audit_open_epoch(new_epoch bigint, body text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head     broker.audit_head;
    new_hash bytea;
BEGIN
    SELECT h.* INTO STRICT head FROM broker.audit_head h FOR NO KEY UPDATE;
    IF new_epoch <= head.epoch OR head.number = 0 THEN
        RAISE EXCEPTION 'epoch % does not follow record % of epoch %', new_epoch, head.number,
            head.epoch;
    END IF;
    new_hash := sha256(head.hash || int8send(new_epoch) || int8send(1) || convert_to(body, 'UTF8'));
    INSERT INTO broker.audit_record (epoch, number, body, hash)
        VALUES (new_epoch, 1, body, new_hash);
    UPDATE broker.audit_head SET epoch = new_epoch, number = 1, hash = new_hash;
END;
$$;
REVOKE ALL ON FUNCTION broker.audit_open_epoch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION broker.audit_open_epoch TO broker_service;
