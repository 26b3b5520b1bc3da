/** Steps of the schema for approvals and the people who give them; as all steps, never edited once shipped. */
export const APPROVAL_MIGRATIONS: Readonly<Record<string, readonly string[]>> = {
  // Keys of people, what they are asked to sign, and what they signed.
  '0008-passkeys': [
    `create table passkey (
      tenant text collate "C" not null, id text collate "C" not null, person_id text collate "C" not null,
      name text not null, public_key text not null, counter bigint not null, transports text not null,
      rp_id text not null, is_synced boolean not null, added_at bigint not null, last_used_at bigint,
      revoked_at bigint, revoked_because text, primary key (tenant, id))`,
    `create index passkey_of_person on passkey (tenant, person_id)`,
    `create table passkey_challenge (
      tenant text collate "C" not null, id text collate "C" not null, person_id text collate "C" not null,
      purpose text not null, subject text not null, rp_id text not null, origin text not null,
      expires_at bigint not null, used_at bigint, primary key (tenant, id))`,
    `create index passkey_challenge_by_age on passkey_challenge (tenant, expires_at)`,
    `alter table vote add column passkey_id text collate "C"`,
    `alter table vote add column signed text`,
  ],
  // What holds everything back, and who has said that work may go on.
  '0008b-stops': [
    `create table stop (
      tenant text collate "C" not null, id text collate "C" not null, number bigint not null, scope text not null,
      reason text not null, by_id text collate "C", by_name text, at bigint not null, released_at bigint,
      primary key (tenant, id))`,
    `create table stop_release (
      tenant text collate "C" not null, stop_id text collate "C" not null, person_id text collate "C" not null,
      person_name text not null, reason text not null, at bigint not null, primary key (tenant, stop_id, person_id))`,
  ],
  // Plans that somebody let run without their approvals, and what others found of that.
  '0008c-break-glass': [
    `create table break_glass (
      tenant text collate "C" not null, plan_id text collate "C" not null, person_id text collate "C" not null,
      person_name text not null, person_team text not null, reason text not null, digest text collate "C" not null,
      passkey_id text collate "C", signed text, at bigint not null, review_due_at bigint not null, overdue_at bigint,
      reviewed_by text collate "C", reviewed_by_name text, reviewed_at bigint, verdict text, review_reason text,
      primary key (tenant, plan_id))`,
    `create index break_glass_by_person on break_glass (tenant, person_id)`,
  ],
  // A waiting plan that was given more time, and how far its silence was passed on.
  '0008d-silence': [
    `alter table plan add column extended_at bigint`,
    `alter table plan add column escalation integer not null default 0`,
    `alter table plan add column escalated_at bigint`,
    `create index plan_by_requester on plan (tenant, requested_by, updated_at desc)`,
  ],
  // For which kinds of systems an approver answers.
  '0022-approver-domains': [`alter table person add column domains text not null default '[]'`],
  // To whom the silence of each stage was passed on, and when a plan is to be looked at next.
  '0023-silence-by-stage': [
    `create table plan_silence (
      tenant text collate "C" not null, plan_id text collate "C" not null, stage integer not null, step integer not null,
      tell text not null, at bigint not null, primary key (tenant, plan_id, stage, step))`,
    `alter table plan add column silence_at bigint`,
    `insert into plan_silence (tenant, plan_id, stage, step, tell, at)
      select tenant, id, 0, 0, 'approvers', coalesce(escalated_at, requested_at) from plan where state = 'pending' and escalation >= 1`,
    `insert into plan_silence (tenant, plan_id, stage, step, tell, at)
      select tenant, id, 0, 1, 'managers', coalesce(escalated_at, requested_at) from plan where state = 'pending' and escalation >= 2`,
    `update plan set silence_at = requested_at where state = 'pending'`,
    `alter table plan drop column escalation`,
    `alter table plan drop column escalated_at`,
  ],
  // How people decide is read from the entries of their votes.
  '0024-votes-in-the-record': [`create index audit_vote on audit_entry (tenant, at) where code = 'vote.cast'`],
}
