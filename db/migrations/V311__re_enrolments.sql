-- Each time an admin gave a member a way in: who and when, the oldest first. What owners gave the
-- member before waits, for each shared user, until an owner of it confirms (V411).
alter table broker.member add column re_enrolments text[] not null default '{}';
alter table broker.member drop column confirmation_wanted_by;
