/** Steps of the schema for plans of several steps and what follows them; as all steps, never edited once shipped. */
export const EXECUTION_MIGRATIONS: Readonly<Record<string, readonly string[]>> = {
  // Which steps wait for which, who stopped a plan midway, and until when what it did stands unless somebody confirms it.
  '0018-step-order': [
    `create table step_after (
      tenant text collate "C" not null, plan_id text collate "C" not null, ordinal integer not null,
      after integer not null, primary key (tenant, plan_id, ordinal, after))`,
    `insert into step_after (tenant, plan_id, ordinal, after)
      select later.tenant, later.plan_id, later.ordinal, earlier.ordinal from step as later
      join step as earlier on earlier.tenant = later.tenant and earlier.plan_id = later.plan_id
        and earlier.ordinal < later.ordinal`,
    `alter table plan add column stopped text`,
    `alter table plan add column restore_at bigint`,
    `alter table plan add column restore_note text`,
    `alter table plan add column confirmed text`,
    `create index plan_to_restore on plan (tenant, restore_at)`,
  ],
  // Courses that people brought in as CACAO documents; the newest version of each counts.
  '0018b-own-playbooks': [
    `create table own_playbook (
      tenant text collate "C" not null, id text collate "C" not null, version integer not null, title text not null,
      cacao_id text collate "C" not null, course text not null, document text not null, digest text collate "C" not null,
      imported_by text not null, imported_at bigint not null, primary key (tenant, id, version))`,
  ],
  // Targets for exercises: the stand-in that is closed and opened there, where each exercise ran, and one at a time.
  '0026-targets-for-exercises': [
    `alter table connector add column stand_in text`,
    `alter table exercise_run add column connector text not null default 'twin'`,
    `create table exercise_hold (
      tenant text collate "C" not null, connector text collate "C" not null, until bigint not null,
      primary key (tenant, connector))`,
  ],
  // Exercises are jobs: asked for, carried out under a lease, and on record while they are under way.
  '0028-exercises-as-jobs': [
    `alter table exercise_run rename column at to asked_at`,
    `alter table exercise_run add column title text not null default ''`,
    `alter table exercise_run add column by_id text collate "C" not null default ''`,
    `alter table exercise_run add column state text collate "C" not null default 'waiting'`,
    `alter table exercise_run add column begun_at bigint`,
    `alter table exercise_run add column ended_at bigint`,
    `alter table exercise_run add column not_asked text not null default '[]'`,
    `alter table exercise_run add column journal text`,
    `alter table exercise_run add column note text`,
    `alter table exercise_run add column fence integer not null default 0`,
    `alter table exercise_run add column lease_holder text`,
    `alter table exercise_run add column lease_until bigint not null default 0`,
    `alter table exercise_run add column not_before bigint not null default 0`,
    `alter table exercise_run add column takeovers integer not null default 0`,
    `update exercise_run set state = case when passed then 'passed' else 'failed' end, begun_at = asked_at, ended_at = asked_at`,
    `alter table exercise_run drop column passed`,
    `create unique index exercise_run_open on exercise_run (tenant, connector, playbook_id, playbook_version)
      where ended_at is null`,
    `drop table exercise_hold`,
    // When it was noticed that the evidence is stale; null while it counts.
    `alter table exercise add column lapsed_at bigint`,
  ],
  // That somebody of a consumer's team said that it uses the other secret: once for each step that asked them.
  '0029-repointing': [
    `create table repoint_word (
      tenant text collate "C" not null, plan_id text collate "C" not null, ordinal integer not null,
      digest text collate "C" not null, person_id text collate "C" not null, person_name text not null,
      person_team text not null, note text not null, at bigint not null, primary key (tenant, plan_id, ordinal))`,
  ],
  // Since when a plan is in its state, which reading it back does not change; and which stop holds it back.
  '0033-plan-since': [
    `alter table plan add column state_at bigint not null default 0`,
    `update plan set state_at = updated_at`,
    `drop index plan_by_requester`,
    `create index plan_by_requester on plan (tenant, requested_by, state_at desc)`,
    `alter table plan add column held_by text collate "C"`,
    // What was paused before there was the column says so in its reason alone.
    `update plan set held_by = (
      select id from stop where stop.tenant = plan.tenant and released_at is null
        and plan.state_reason like '%Held back: Stop ' || number || ' by %' limit 1)
      where state = 'paused'`,
  ],
}
