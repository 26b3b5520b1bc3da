/** Steps about what triggers may do by themselves. */
export const TRIGGER_MIGRATIONS: Readonly<Record<string, readonly string[]>> = {
  // What a trigger in shadow would have come to, and which text was given automation after a dry run.
  '0030-dry-run': [
    `create table dry_run (
      tenant text collate "C" not null, trigger_id text collate "C" not null, version integer not null,
      dedup_hash text collate "C" not null, record_id text collate "C" not null, alert_id text collate "C",
      title text not null, identity_id text collate "C", identity_name text, outcome text collate "C" not null,
      tier integer, gate text collate "C", action text collate "C", approvals integer not null, stops text not null,
      count integer not null, first_at bigint not null, last_at bigint not null, is_sample boolean not null,
      primary key (tenant, trigger_id, version, dedup_hash))`,
    `create index dry_run_by_time on dry_run (tenant, last_at)`,
    `alter table trigger_automation add column given_digest text collate "C"`,
    `alter table trigger_automation add column given_at bigint`,
    `alter table trigger_automation add column is_sample boolean not null default false`,
  ],
}
