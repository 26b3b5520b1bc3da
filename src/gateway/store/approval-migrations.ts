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
}
