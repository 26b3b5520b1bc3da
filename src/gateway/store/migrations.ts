import { type Kysely, sql } from 'kysely'
import type { Migration, MigrationProvider } from 'kysely/migration'
import { APPROVAL_MIGRATIONS } from './approval-migrations.ts'
import { EXECUTION_MIGRATIONS } from './execution-migrations.ts'
import { TRIGGER_MIGRATIONS } from './trigger-migrations.ts'

/**
 * The schema in steps; a step that has shipped is never edited. Only what distributed engines that speak PostgreSQL
 * share: no triggers, no sequences, no deferrable constraints, no LISTEN, keys in collation "C".
 */
const MIGRATIONS: Readonly<Record<string, readonly string[]>> = {
  ...APPROVAL_MIGRATIONS,
  ...EXECUTION_MIGRATIONS,
  ...TRIGGER_MIGRATIONS,
  '0001-first': [
    `create table meta (tenant text collate "C" not null, key text collate "C" not null, value text not null, primary key (tenant, key))`,
    `create table counter (tenant text collate "C" not null, name text collate "C" not null, value bigint not null, primary key (tenant, name))`,
    `create table person (
      tenant text collate "C" not null, id text collate "C" not null, name text not null, team text not null,
      roles text not null, is_sample boolean not null, is_disabled boolean not null, created_at bigint not null,
      primary key (tenant, id))`,
    `create table sign_in (
      tenant text collate "C" not null, token_hash text collate "C" not null, person_id text collate "C" not null,
      created_at bigint not null, expires_at bigint not null, used_at bigint, primary key (tenant, token_hash))`,
    `create table session (
      tenant text collate "C" not null, token_hash text collate "C" not null, person_id text collate "C" not null,
      created_at bigint not null, ends_at bigint not null, closed_at bigint, primary key (tenant, token_hash))`,
    `create table idempotency (
      tenant text collate "C" not null, scope text collate "C" not null, key text collate "C" not null,
      fingerprint text not null, started_at bigint not null, status integer, body text, headers text,
      primary key (tenant, scope, key))`,
    `create table source (
      tenant text collate "C" not null, id text collate "C" not null, name text not null, format text not null,
      token_hash text collate "C" not null, created_at bigint not null, last_received_at bigint,
      received bigint not null, refused bigint not null, revoked_at bigint, is_sample boolean not null,
      primary key (tenant, id))`,
    `create unique index source_token on source (tenant, token_hash)`,
    `create table batch (
      tenant text collate "C" not null, id text collate "C" not null, source_id text collate "C" not null,
      digest text collate "C" not null, received_at bigint not null, report text not null, primary key (tenant, id))`,
    `create unique index batch_once on batch (tenant, source_id, digest)`,
    `create table record (
      tenant text collate "C" not null, id text collate "C" not null, source_id text collate "C" not null,
      batch_id text collate "C" not null, position integer not null, format text not null,
      signal_id text collate "C" not null, digest text collate "C" not null, bytes bytea not null,
      byte_length integer not null, received_at bigint not null, observed_at bigint, title text not null,
      operation text, origin text, actor_id text collate "C", alert_id text collate "C", signal text not null,
      is_conflict boolean not null, is_sample boolean not null, primary key (tenant, id))`,
    `create unique index record_once on record (tenant, format, signal_id, digest)`,
    `create index record_of_alert on record (tenant, alert_id, observed_at)`,
    `create index record_of_actor on record (tenant, actor_id, observed_at)`,
    `create table dead_letter (
      tenant text collate "C" not null, id text collate "C" not null, source_id text collate "C" not null,
      batch_id text collate "C" not null, position integer not null, format text not null, reason text not null,
      at text not null, digest text collate "C" not null, bytes bytea not null, byte_length integer not null,
      excerpt text not null, received_at bigint not null, replayed_at bigint, is_sample boolean not null,
      primary key (tenant, id))`,
    `create table identity (
      tenant text collate "C" not null, id text collate "C" not null, name text not null, kind text not null,
      claimed boolean not null, environment text, business_owner text, technical_owner text, criticality integer,
      privilege text, last_used_at bigint, consumers integer not null, open_alerts integer not null,
      highest_tier integer, containment text, search text not null, skeleton text not null, body text not null,
      version integer not null, is_sample boolean not null, primary key (tenant, id))`,
    `create index identity_by_name on identity (tenant, search, id)`,
    `create index identity_by_skeleton on identity (tenant, skeleton)`,
    `create table identity_name (
      tenant text collate "C" not null, value_hash text collate "C" not null, kind text not null,
      identity_id text collate "C" not null, primary key (tenant, value_hash, identity_id))`,
    `create index identity_name_of on identity_name (tenant, identity_id)`,
    `create table dependency (
      tenant text collate "C" not null, id text collate "C" not null, identity_id text collate "C" not null,
      body text not null, primary key (tenant, id))`,
    `create index dependency_of on dependency (tenant, identity_id)`,
    `create table alert (
      tenant text collate "C" not null, id text collate "C" not null, number bigint not null,
      dedup_hash text collate "C" not null, generation integer not null, title text not null, severity text not null,
      severity_rank integer not null, tier integer not null, uncapped integer not null, caps text not null,
      gate text not null, threat text not null, action text, confidence integer not null, urgency integer not null,
      disruption integer not null, priority integer not null, identity_id text collate "C", identity_name text,
      identity_kind text not null, is_claimed boolean not null, owner_team text, environment text, breaks text,
      containment text, status text not null, disposition text not null, assignee_id text collate "C",
      assignee_name text, sla_due_at bigint, first_seen_at bigint not null, last_seen_at bigint not null,
      received_at bigint not null, count integer not null, trigger_id text, trigger_version integer,
      trigger_title text, type text not null, format text not null, vendor text not null, search text not null,
      decision text not null, signal text not null, version integer not null, is_sample boolean not null,
      primary key (tenant, id))`,
    `create unique index alert_dedup on alert (tenant, dedup_hash, generation)`,
    `create unique index alert_number on alert (tenant, number)`,
    `create index alert_by_priority on alert (tenant, status, priority desc, number desc)`,
    `create index alert_by_last_seen on alert (tenant, last_seen_at desc, number desc)`,
    `create index alert_by_tier on alert (tenant, tier desc, priority desc, number desc)`,
    `create index alert_of_identity on alert (tenant, identity_id, last_seen_at desc)`,
    `create index alert_of_trigger on alert (tenant, trigger_id, last_seen_at desc)`,
    `create table alert_tally (
      tenant text collate "C" not null, status text collate "C" not null, tier integer not null,
      gate text collate "C" not null, severity text collate "C" not null, count bigint not null,
      primary key (tenant, status, tier, gate, severity))`,
    `create table trigger_record (
      tenant text collate "C" not null, trigger_id text collate "C" not null, judged integer not null,
      true_positives integer not null, primary key (tenant, trigger_id))`,
    `create table exercise (
      tenant text collate "C" not null, playbook_id text collate "C" not null, playbook_version integer not null,
      exercised_at bigint not null, connector text not null, primary key (tenant, playbook_id, playbook_version))`,
    `create table plan (
      tenant text collate "C" not null, id text collate "C" not null, number bigint not null,
      alert_id text collate "C" not null, identity_id text collate "C" not null, digest text collate "C" not null,
      body text not null, title text not null, action text not null, tier integer not null, gate text not null,
      quorum integer not null, state text not null, state_reason text, containment text not null,
      requested_by text collate "C" not null, requested_at bigint not null, expires_at bigint not null,
      undoes text collate "C", snapshot text not null, version integer not null, updated_at bigint not null,
      is_sample boolean not null, primary key (tenant, id))`,
    `create index plan_by_state on plan (tenant, state, requested_at desc)`,
    `create index plan_of_alert on plan (tenant, alert_id)`,
    `create index plan_of_identity on plan (tenant, identity_id)`,
    `create table vote (
      tenant text collate "C" not null, plan_id text collate "C" not null, person_id text collate "C" not null,
      person_name text not null, person_team text not null, choice text not null, reason text not null,
      digest text collate "C" not null, at bigint not null, primary key (tenant, plan_id, person_id))`,
    `create table step (
      tenant text collate "C" not null, plan_id text collate "C" not null, ordinal integer not null,
      state text not null, containment text not null, attempt integer not null, fence bigint not null,
      lease_holder text, lease_until bigint not null, idempotency_key text collate "C" not null,
      connector text not null, not_before bigint not null, sent_at bigint, started_at bigint, finished_at bigint,
      deadline_at bigint, readback text, trouble text, consumers text not null, left_state text,
      primary key (tenant, plan_id, ordinal))`,
    `create index step_due on step (tenant, state, not_before)`,
    `create table audit_entry (
      tenant text collate "C" not null, sequence bigint not null, at bigint not null, code text not null,
      actor_id text collate "C" not null, leaf text not null, text text not null, search text not null,
      primary key (tenant, sequence))`,
    `create table audit_subject (
      tenant text collate "C" not null, subject_id text collate "C" not null, sequence bigint not null,
      primary key (tenant, subject_id, sequence))`,
    `create table audit_node (
      tenant text collate "C" not null, level integer not null, position bigint not null, hash text not null,
      primary key (tenant, level, position))`,
    `create table audit_head (
      tenant text collate "C" not null, size bigint not null, last text not null, root text not null,
      frontier text not null, primary key (tenant))`,
    `create table twin_account (
      tenant text collate "C" not null, id text collate "C" not null, body text not null, version integer not null,
      primary key (tenant, id))`,
    `create table twin_effect (
      tenant text collate "C" not null, idempotency_key text collate "C" not null, account_id text collate "C" not null,
      at bigint not null, result text not null, primary key (tenant, idempotency_key))`,
  ],
  // Why a match was ambiguous and which weaker triggers fired too are inputs of the decision: kept, so that it can be made again.
  '0002-inputs-of-decisions': [
    `alter table alert add column ambiguity text`,
    `alter table alert add column also_fired text not null default '[]'`,
    `alter table source add column signature text`,
    `create index alert_open_by_priority on alert (tenant, priority desc, number desc) where status <> 'closed'`,
    `create index alert_open_by_sla on alert (tenant, sla_due_at, priority desc, number desc) where status <> 'closed'`,
  ],
  // What identities, sessions and secrets were seen to do, and what was known of each record when it came in.
  '0003-evidence': [
    `create table history (
      tenant text collate "C" not null, is_sample boolean not null, key text collate "C" not null,
      kind text collate "C" not null, seen_day integer not null, body text not null,
      primary key (tenant, is_sample, key))`,
    `create index history_by_age on history (tenant, kind, seen_day)`,
    `alter table record add column facts text not null default '{}'`,
  ],
  // Triggers and policy as versions, the changes that made them, what fired how often, and who lost automation.
  '0004-change': [
    `create table governed_version (
      tenant text collate "C" not null, kind text collate "C" not null, subject_id text collate "C" not null,
      number integer not null, mode text, body text not null, digest text collate "C" not null,
      change_id text collate "C", by_id text collate "C", by_name text, reason text not null, restores integer,
      at bigint, ended_at bigint, primary key (tenant, kind, subject_id, number))`,
    `create table change (
      tenant text collate "C" not null, id text collate "C" not null, number bigint not null,
      kind text collate "C" not null, subject_id text collate "C" not null, open_key text collate "C",
      title text not null, state text not null, state_reason text, base_version integer not null,
      base_digest text collate "C" not null, version integer, mode_from text, mode_to text, body text not null,
      restores integer, is_emergency boolean not null, restores_automation boolean not null, activate_at bigint,
      reason text not null, digest text collate "C" not null, backtest text, proposed_by text collate "C" not null,
      proposed_by_name text not null, proposed_at bigint not null, expires_at bigint not null,
      reviewed_by text collate "C", reviewed_by_name text, reviewed_at bigint, review_choice text, review_reason text,
      activated_at bigint, updated_at bigint not null, primary key (tenant, id))`,
    `create unique index change_open on change (tenant, open_key)`,
    `create index change_by_state on change (tenant, state, number desc)`,
    `create index change_of_subject on change (tenant, kind, subject_id, number desc)`,
    `create table trigger_hits (
      tenant text collate "C" not null, trigger_id text collate "C" not null, hour integer not null,
      version integer not null, mode text collate "C" not null, is_sample boolean not null, hits integer not null,
      last_at bigint not null, primary key (tenant, trigger_id, hour, version, mode, is_sample))`,
    `create index trigger_hits_by_hour on trigger_hits (tenant, hour)`,
    `create index record_by_format on record (tenant, format, id)`,
    `create table trigger_automation (
      tenant text collate "C" not null, trigger_id text collate "C" not null, lost_at bigint, because text,
      judged_before integer not null, true_before integer not null, primary key (tenant, trigger_id))`,
  ],
  // What alerts have in common, and how many use it.
  '0005-story': [
    `create table story_tie (
      tenant text collate "C" not null, alert_id text collate "C" not null, key text collate "C" not null,
      kind text collate "C" not null, side text collate "C" not null, is_sample boolean not null, label text not null,
      first_at bigint not null, last_at bigint not null, primary key (tenant, alert_id, key, kind, side))`,
    `create index story_tie_by_key on story_tie (tenant, key, last_at)`,
    `create table story_crowd (
      tenant text collate "C" not null, key text collate "C" not null, day integer not null, is_sample boolean not null,
      users text not null, is_busy boolean not null, seen_day integer not null, primary key (tenant, key, day))`,
    `create table story_grant (
      tenant text collate "C" not null, key text collate "C" not null, is_sample boolean not null,
      giver text collate "C" not null, label text not null, seen_day integer not null, primary key (tenant, key))`,
    `create index story_grant_by_age on story_grant (tenant, seen_day)`,
    `create index story_crowd_by_age on story_crowd (tenant, is_busy, seen_day)`,
  ],
  // What people try on the history, and what a proposed change is said to come to.
  '0006-scenarios': [
    `create table scenario (
      tenant text collate "C" not null, id text collate "C" not null, number bigint not null, name text not null,
      note text not null, owner_id text collate "C" not null, owner_name text not null, is_shared boolean not null,
      content text not null, version integer not null, created_at bigint not null, updated_at bigint not null,
      primary key (tenant, id))`,
    `create index scenario_of_owner on scenario (tenant, owner_id, updated_at desc)`,
    `create index scenario_shared on scenario (tenant, is_shared, updated_at desc)`,
    `alter table change add column prediction text`,
    `alter table alert add column evidence text`,
  ],
  // What people do with alerts besides judging them.
  '0007-work': [
    `alter table alert add column tags text not null default '[]'`,
    `alter table alert add column hold text`,
    `alter table alert add column held_until bigint`,
    `alter table alert add column sla_pause text`,
    `alter table alert add column closure text`,
    `alter table alert add column field_versions text not null default '{}'`,
    `create index alert_held on alert (tenant, held_until) where held_until is not null`,
    `create table bulk (
      tenant text collate "C" not null, id text collate "C" not null, number bigint not null, title text not null,
      change text, reason text not null, state text collate "C" not null, by_id text collate "C" not null,
      by_name text not null, started_at bigint not null, total integer not null, undoes text collate "C",
      undoes_number bigint, undone_by_number bigint, primary key (tenant, id))`,
    `create index bulk_of_person on bulk (tenant, by_id, state, number desc)`,
    `create table bulk_member (
      tenant text collate "C" not null, bulk_id text collate "C" not null, ordinal integer not null,
      alert_id text collate "C" not null, number bigint, seen_version integer not null,
      outcome text collate "C" not null, because text, before text, after text, after_version integer,
      is_judged boolean not null, primary key (tenant, bulk_id, ordinal))`,
    `create index bulk_member_waiting on bulk_member (tenant, bulk_id, outcome, ordinal)`,
    `create table note (
      tenant text collate "C" not null, id text collate "C" not null, alert_id text collate "C" not null,
      by_id text collate "C" not null, by_name text not null, at bigint not null, text text not null,
      mentions text not null, primary key (tenant, id))`,
    `create index note_of_alert on note (tenant, alert_id, at desc)`,
    `create table call (
      tenant text collate "C" not null, person_id text collate "C" not null, id text collate "C" not null,
      kind text not null, at bigint not null, alert_id text collate "C" not null, alert_number bigint not null,
      by_name text not null, text text not null, primary key (tenant, person_id, id))`,
    `create index call_of_alert on call (tenant, alert_id)`,
    `create table presence (
      tenant text collate "C" not null, alert_id text collate "C" not null, person_id text collate "C" not null,
      person_name text not null, doing text not null, since bigint not null, until bigint not null,
      primary key (tenant, alert_id, person_id))`,
  ],
  // Views of the queue that people keep, share with their team, and begin with.
  '0009-views': [
    `create table saved_view (
      tenant text collate "C" not null, id text collate "C" not null, number bigint not null, name text not null,
      search text not null, audience text not null, team text collate "C" not null,
      owner_id text collate "C" not null, owner_name text not null, version integer not null,
      created_at bigint not null, updated_at bigint not null, primary key (tenant, id))`,
    `create index saved_view_of_owner on saved_view (tenant, owner_id)`,
    `create index saved_view_of_team on saved_view (tenant, team, audience)`,
    `create table view_default (
      tenant text collate "C" not null, team text collate "C" not null, role text collate "C" not null,
      view_id text collate "C" not null, primary key (tenant, team, role))`,
    `create index view_default_of on view_default (tenant, view_id)`,
  ],
  // Targets that people connect at run time, their secrets sealed.
  '0010-connectors': [
    `create table connector (
      tenant text collate "C" not null, id text collate "C" not null, kind text collate "C" not null, name text not null,
      settings text not null, secrets text not null, is_on boolean not null, version integer not null,
      created_at bigint not null, changed_at bigint not null, changed_by text not null, primary key (tenant, id))`,
  ],
  // What lets a page hold the whole queue: when each alert changed, and its alerts encoded block by block.
  '0012-queue': [
    `create table queue_change (
      tenant text collate "C" not null, number bigint not null, changed bigint not null, primary key (tenant, number))`,
    `create index queue_change_since on queue_change (tenant, changed, number)`,
    `create table queue_block (
      tenant text collate "C" not null, block integer not null, epoch bigint not null, since bigint not null,
      rows integer not null, digest text not null, bytes bytea not null, primary key (tenant, block))`,
  ],
  // How many steps a connector has at work, and how many it got lately.
  '0013-connector-limits': [`create index step_of_connector on step (tenant, connector, sent_at)`],
  // What came of each exercise of a playbook.
  '0014-exercises': [
    `create table exercise_run (
      tenant text collate "C" not null, id text collate "C" not null, playbook_id text collate "C" not null,
      playbook_version integer not null, at bigint not null, by_name text not null, passed boolean not null,
      steps text not null, primary key (tenant, id))`,
    `create index exercise_run_of on exercise_run (tenant, playbook_id, playbook_version, at desc)`,
  ],
  // What people keep out of the queue for a while, and by which of them an alert is held. Blocks are encoded again with it.
  '0015-suppressions': [
    `create table suppression (
      tenant text collate "C" not null, id text collate "C" not null, number bigint not null, query text not null,
      reason text not null, owner_id text collate "C" not null, owner_name text not null, created_at bigint not null,
      until bigint not null, ended_at bigint, ended_by_id text collate "C", ended_by_name text, end_reason text,
      held integer not null, applied_to bigint, cleared_at bigint, impact text not null, version integer not null,
      primary key (tenant, id))`,
    `create unique index suppression_number on suppression (tenant, number)`,
    `create index suppression_open on suppression (tenant, number) where cleared_at is null`,
    `alter table alert add column suppression bigint`,
    `create index alert_suppressed on alert (tenant, suppression, number) where suppression is not null`,
    `delete from queue_block`,
  ],
  // Alerts that people work as one.
  '0016-cases': [
    `create table case_file (
      tenant text collate "C" not null, id text collate "C" not null, number bigint not null, name text not null,
      status text collate "C" not null, owner_id text collate "C", owner_name text, opened_at bigint not null,
      updated_at bigint not null, closed_at bigint, closed_by_id text collate "C", closed_by_name text,
      close_reason text, version integer not null, primary key (tenant, id))`,
    `create index case_file_newest on case_file (tenant, status, updated_at desc)`,
    `create table case_member (
      tenant text collate "C" not null, alert_id text collate "C" not null, case_id text collate "C" not null,
      at bigint not null, by_id text collate "C" not null, by_name text not null, reason text not null,
      primary key (tenant, alert_id))`,
    `create index case_member_of on case_member (tenant, case_id)`,
  ],
  // Words of the queue once for all of its blocks. Blocks are encoded again in their new form.
  '0019-queue-words': [
    `create table queue_words (
      tenant text collate "C" not null, epoch bigint not null, start integer not null, size integer not null,
      bytes bytea not null, primary key (tenant, epoch, start))`,
    `alter table queue_block add column shared integer not null default 0`,
    `delete from queue_block`,
  ],
  // One person is told once of many alerts that change hands.
  '0031-calls-of-many': [`alter table call add column more integer not null default 0`],
  // When a target was read again after its step was done.
  '0034-read-again': [`alter table step add column read_at bigint`],
  // Blocks of the queue in a form that is smaller and sooner read: they are encoded again, and so are the words that they share.
  '0035-smaller-blocks': [`delete from queue_block`, `delete from queue_words`],
  // What one person did last to one alert, so that they can take it back.
  '0032-take-back': [
    `create table alert_change (
      tenant text collate "C" not null, alert_id text collate "C" not null, by_id text collate "C" not null,
      before text not null, after text not null, after_version integer not null, primary key (tenant, alert_id, by_id))`,
  ],
}

export const migrations: MigrationProvider = {
  getMigrations: () => {
    const entries = Object.entries(MIGRATIONS).map(([name, statements]): [string, Migration] => [
      name,
      {
        up: async (db: Kysely<unknown>) => {
          for (const statement of statements) await sql.raw(statement).execute(db)
        },
      },
    ])
    return Promise.resolve(Object.fromEntries(entries))
  },
}
