-- What codes cost: many attempts counted in one statement, and what a code changes written in the
-- commit of its record. Rows are locked member by member, in the order of the members' ids, and of
-- a member in the order sign-in, factor, device's attempts, member's attempts; the trail's head
-- comes last. Whoever changes more than one of them keeps to it, or two wait for each other.

create index factor_member on broker.factor (member_id);

-- As before, without a subtransaction each: what the device was counted for is taken back.
create or replace function broker.count_attempt(
  device text, device_free bigint, device_first bigint, device_longest bigint,
  member text, member_free bigint, member_first bigint, member_longest bigint,
  counted_at timestamptz,
  out of_device int, out of_member int, out waits_until timestamptz)
language plpgsql
as $$
begin
  select max(backed_off_until) into waits_until
    from broker.code_attempt where subject in (device, member);
  if waits_until > counted_at then
    return;
  end if;
  insert into broker.code_attempt as a (subject, failures, backed_off_until)
  values (device, 1, counted_at + broker.wait_after(1, device_free, device_first, device_longest))
  on conflict (subject) do update
     set failures = a.failures + 1,
         backed_off_until = counted_at
           + broker.wait_after(a.failures + 1, device_free, device_first, device_longest)
   where a.backed_off_until <= counted_at
  returning failures into of_device;
  if of_device is not null then
    insert into broker.code_attempt as a (subject, failures, backed_off_until)
    values (member, 1, counted_at + broker.wait_after(1, member_free, member_first, member_longest))
    on conflict (subject) do update
       set failures = a.failures + 1,
           backed_off_until = counted_at
             + broker.wait_after(a.failures + 1, member_free, member_first, member_longest)
     where a.backed_off_until <= counted_at
    returning failures into of_member;
    if of_member is null then
      update broker.code_attempt set failures = failures - 1, backed_off_until = counted_at
       where subject = device;
      of_device := null;
    end if;
  end if;
  if of_device is null then
    select max(backed_off_until) into waits_until
      from broker.code_attempt where subject in (device, member);
  end if;
end
$$;

-- Counts many attempts, and uses up the proof that one came with. The arrays have the same length;
-- factors and proofs may hold nulls. An attempt whose proof was used before isn't counted. Of a
-- factor it is told up to which step its codes are used.
create function broker.count_attempts(
  devices text[], members text[], factors text[], proofs bytea[], proof_expiries timestamptz[],
  times timestamptz[],
  device_free bigint, device_first bigint, device_longest bigint,
  member_free bigint, member_first bigint, member_longest bigint)
returns table (
  attempt bigint, proof_used boolean, of_device int, of_member int, waits_until timestamptz,
  last_step bigint)
language plpgsql
set lock_timeout = '1s'
as $$
declare
  asked record;
  counted record;
begin
  for asked in
    select * from unnest(devices, members, factors, proofs, proof_expiries, times) with ordinality
        as a (device, member, factor, proof, proof_expires_at, counted_at, place)
     order by a.member, a.device, a.place
  loop
    attempt := asked.place;
    proof_used := false;
    of_device := null;
    of_member := null;
    waits_until := null;
    last_step := null;
    if asked.proof is not null then
      insert into broker.dpop_proof (proof, expires_at)
      values (asked.proof, asked.proof_expires_at) on conflict do nothing;
      proof_used := not found;
    end if;
    if not proof_used then
      select * into counted from broker.count_attempt(
        asked.device, device_free, device_first, device_longest,
        asked.member, member_free, member_first, member_longest, asked.counted_at);
      of_device := counted.of_device;
      of_member := counted.of_member;
      waits_until := counted.waits_until;
      select s.last_step into last_step from broker.factor_step s where s.factor_id = asked.factor;
    end if;
    return next;
  end loop;
end
$$;

revoke execute on function broker.count_attempts from public;
grant execute on function broker.count_attempts to broker_service;

-- Appends a batch as audit_append does, and changes what codes change in the same commit. codes is
-- null or a JSON array whose elements name their record by its position, from 1. One with a factor
-- was right: the factor's step moves up to its own, the sign-in has its next version, and the
-- attempts are forgotten. One without was used before: its attempt is taken back. Where the step
-- was passed before ("used"), or the sign-in has another version ("changed"), neither the record
-- nor any of that is written. The service's own rights have to do: only the trail is the owner's.
create function broker.audit_append_codes(
  bodies text[], replicas uuid[], proofs bytea[], proof_expiries timestamptz[], sessions jsonb,
  codes jsonb)
returns table (
  record_epoch bigint, record_number bigint, record_hash bytea, record_lost boolean,
  record_code text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- No replica has it: a record that names it is left out, as that of one which is lost.
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  code    record;
  failed  int;
  refused text[] := array_fill(null::text, array[cardinality(bodies)]);
begin
  for code in
    select * from jsonb_to_recordset(codes) as c (record int, member text, device text, factor text,
        step bigint, sign_in text, version bigint, verified_at timestamptz, expires_at timestamptz)
     order by c.member, c.device, c.record
  loop
    if code.factor is null then
      update broker.code_attempt set failures = greatest(0, failures - 1)
       where subject = code.device;
      update broker.code_attempt set failures = greatest(0, failures - 1)
       where subject = code.member;
      continue;
    end if;
    perform from broker.sign_in s where s.id = code.sign_in and s.version = code.version
        for no key update;
    if not found then
      refused[code.record] := 'changed';
      continue;
    end if;
    update broker.factor_step set last_step = code.step
     where factor_id = code.factor and last_step < code.step;
    if not found then
      refused[code.record] := 'used';
      continue;
    end if;
    update broker.sign_in
       set version = version + 1, verified_at = code.verified_at, expires_at = code.expires_at
     where id = code.sign_in;
    delete from broker.code_attempt where subject = code.device returning failures into failed;
    if found then
      update broker.code_attempt
         set failures = greatest(0, failures - failed), backed_off_until = to_timestamp(0)
       where subject = code.member;
    end if;
  end loop;

  for i in 1 .. cardinality(bodies) loop
    if refused[i] is not null then
      replicas[i] := nobody;
    end if;
  end loop;
  return query
    select a.record_epoch, a.record_number, a.record_hash, a.record_lost, refused[a.place]
      from broker.audit_append(bodies, replicas, proofs, proof_expiries, sessions) with ordinality
        as a (record_epoch, record_number, record_hash, record_lost, place);
end
$$;
revoke execute on function broker.audit_append_codes from public;
grant execute on function broker.audit_append_codes to broker_service;
