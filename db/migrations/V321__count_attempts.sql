-- Counting an attempt at a code in one round trip. The device's row comes before the member's, as
-- wherever both are changed; whoever has to wait anyway is told so without a lock.

create function broker.wait_after(failures int, free bigint, first_seconds bigint, longest_seconds bigint)
returns interval
language sql immutable
as $$
  select case
    when failures <= free then interval '0'
    else least(longest_seconds, first_seconds * power(2, least(failures - free - 1, 30)))
         * interval '1 second'
  end
$$;

-- of_device and of_member are null where nothing was counted; waits_until says until when.
create function broker.count_attempt(
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
  begin
    insert into broker.code_attempt as a (subject, failures, backed_off_until)
    values (device, 1, counted_at + broker.wait_after(1, device_free, device_first, device_longest))
    on conflict (subject) do update
       set failures = a.failures + 1,
           backed_off_until = counted_at
             + broker.wait_after(a.failures + 1, device_free, device_first, device_longest)
     where a.backed_off_until <= counted_at
    returning failures into of_device;
    insert into broker.code_attempt as a (subject, failures, backed_off_until)
    values (member, 1, counted_at + broker.wait_after(1, member_free, member_first, member_longest))
    on conflict (subject) do update
       set failures = a.failures + 1,
           backed_off_until = counted_at
             + broker.wait_after(a.failures + 1, member_free, member_first, member_longest)
     where a.backed_off_until <= counted_at
    returning failures into of_member;
    if of_device is null or of_member is null then
      raise exception using errcode = 'BR011', message = 'one of them has to wait';
    end if;
  exception when sqlstate 'BR011' then
    of_device := null;
    of_member := null;
    select max(backed_off_until) into waits_until
      from broker.code_attempt where subject in (device, member);
  end;
end
$$;

revoke execute on function broker.count_attempt, broker.wait_after from public;
grant execute on function broker.count_attempt, broker.wait_after to broker_service;
