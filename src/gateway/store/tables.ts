import type { AlertTables } from './alert-tables.ts'
import type { ApprovalTables } from './approval-tables.ts'
import type { KeptTables } from './kept-tables.ts'
import type { QueueTables } from './queue-tables.ts'
import type { RunTables } from './run-tables.ts'
import type { TriggerTables } from './trigger-tables.ts'

/**
 * The tables as kysely sees them. The tenant stands first in every key, so that a shard by tenant needs no new schema.
 * Instants are epoch ms in bigint. JSON documents are stored as `text`: a digest is taken over bytes that the database
 * never renders again, and nothing of unknown depth reaches a jsonb parser.
 */
export interface Tables extends AlertTables, ApprovalTables, KeptTables, QueueTables, RunTables, TriggerTables {
  meta: { tenant: string; key: string; value: string }
  counter: { tenant: string; name: string; value: number }
  person: {
    tenant: string
    id: string
    name: string
    team: string
    roles: string
    /** JSON of the domains for which they answer as an approver. */
    domains: string
    is_sample: boolean
    is_disabled: boolean
    created_at: number
  }
  sign_in: {
    tenant: string
    token_hash: string
    person_id: string
    created_at: number
    expires_at: number
    used_at: number | null
  }
  session: {
    tenant: string
    token_hash: string
    person_id: string
    created_at: number
    ends_at: number
    closed_at: number | null
  }
  idempotency: {
    tenant: string
    scope: string
    key: string
    fingerprint: string
    started_at: number
    status: number | null
    body: string | null
    headers: string | null
  }
  source: {
    tenant: string
    id: string
    name: string
    format: string
    token_hash: string
    created_at: number
    last_received_at: number | null
    received: number
    refused: number
    revoked_at: number | null
    is_sample: boolean
    /** JSON `{scheme, sealed}` where deliveries are signed instead of carrying the token; null otherwise. */
    signature: string | null
  }
  batch: { tenant: string; id: string; source_id: string; digest: string; received_at: number; report: string }
  record: {
    tenant: string
    id: string
    source_id: string
    batch_id: string
    position: number
    format: string
    signal_id: string
    digest: string
    bytes: Uint8Array
    byte_length: number
    received_at: number
    observed_at: number | null
    title: string
    operation: string | null
    origin: string | null
    actor_id: string | null
    alert_id: string | null
    signal: string
    is_conflict: boolean
    is_sample: boolean
    /** JSON of the facts as they were known at receipt; empty for a conflict. */
    facts: string
  }
  /** What was seen so far; the sample's own history apart from the real one, even of one identity. */
  history: {
    tenant: string
    is_sample: boolean
    /** An identity's id or a stranger's `~digest`; `session/…` and `secret/…` with a digest. */
    key: string
    kind: string
    /** Day of the last receipt that changed it, since 1970, by our clock: the oldest go first. */
    seen_day: number
    body: string
  }
  story_tie: {
    tenant: string
    alert_id: string
    /** Digest of what is shared. */
    key: string
    kind: string
    side: string
    is_sample: boolean
    /** As a record wrote it. */
    label: string
    first_at: number
    last_at: number
  }
  /** Who handed out a key, until it is no longer likely to be used. */
  story_grant: {
    tenant: string
    key: string
    is_sample: boolean
    /** Key of the giver's name. */
    giver: string
    label: string
    seen_day: number
  }
  story_crowd: {
    tenant: string
    is_sample: boolean
    key: string
    /** Since 1970, UTC, on the source's clock. */
    day: number
    /** Digests of who was seen with it, ascending, by spaces; one more than are too many. */
    users: string
    is_busy: boolean
    /** Day of the last receipt that changed it, by our clock. */
    seen_day: number
  }
  dead_letter: {
    tenant: string
    id: string
    source_id: string
    batch_id: string
    position: number
    format: string
    reason: string
    at: string
    digest: string
    bytes: Uint8Array
    byte_length: number
    excerpt: string
    received_at: number
    replayed_at: number | null
    is_sample: boolean
  }
  identity: {
    tenant: string
    id: string
    name: string
    kind: string
    claimed: boolean
    environment: string | null
    business_owner: string | null
    technical_owner: string | null
    criticality: number | null
    privilege: string | null
    last_used_at: number | null
    consumers: number
    open_alerts: number
    highest_tier: number | null
    containment: string | null
    search: string
    skeleton: string
    body: string
    version: number
    is_sample: boolean
  }
  identity_name: { tenant: string; value_hash: string; kind: string; identity_id: string }
  dependency: { tenant: string; id: string; identity_id: string; body: string }
  alert_tally: { tenant: string; status: string; tier: number; gate: string; severity: string; count: number }
  trigger_record: { tenant: string; trigger_id: string; judged: number; true_positives: number }
  /** Content of triggers and policy. In force is the one without `ended_at`; a built-in that was never changed has none. */
  governed_version: {
    tenant: string
    kind: string
    /** A trigger's id, or `policy`. */
    subject_id: string
    number: number
    /** Null for a policy. */
    mode: string | null
    /** Sigma YAML, or canonical JSON. */
    body: string
    digest: string
    /** Null for what was shipped; `by_…` and `at` then too. */
    change_id: string | null
    by_id: string | null
    by_name: string | null
    reason: string
    restores: number | null
    at: number | null
    ended_at: number | null
  }
  change: {
    tenant: string
    id: string
    number: number
    kind: string
    subject_id: string
    /** `kind:subject` while it is open, else null: unique, so that a subject has one open change at most. */
    open_key: string | null
    title: string
    state: string
    state_reason: string | null
    base_version: number
    base_digest: string
    version: number | null
    mode_from: string | null
    mode_to: string | null
    body: string
    restores: number | null
    is_emergency: boolean
    restores_automation: boolean
    activate_at: number | null
    reason: string
    digest: string
    backtest: string | null
    /** Canonical JSON of what its proposer said that it will come to. */
    prediction: string | null
    proposed_by: string
    proposed_by_name: string
    proposed_at: number
    expires_at: number
    reviewed_by: string | null
    reviewed_by_name: string | null
    reviewed_at: number | null
    review_choice: string | null
    review_reason: string | null
    activated_at: number | null
    updated_at: number
  }
  exercise: {
    tenant: string
    playbook_id: string
    playbook_version: number
    exercised_at: number
    connector: string
    /** When it was noticed that it is stale; null while it counts. */
    lapsed_at: number | null
  }
  plan: {
    tenant: string
    id: string
    number: number
    alert_id: string
    identity_id: string
    digest: string
    body: string
    title: string
    action: string
    tier: number
    gate: string
    quorum: number
    state: string
    state_reason: string | null
    containment: string
    requested_by: string
    requested_at: number
    expires_at: number
    undoes: string | null
    snapshot: string
    version: number
    updated_at: number
    /** When it came to its state. Reading it back, or another reason for the same state, changes `updated_at` alone. */
    state_at: number
    /** Id of the stop that holds it back while it is paused; null where none does. */
    held_by: string | null
    is_sample: boolean
    /** When it was given more time, once; null before. */
    extended_at: number | null
    /** When its silence is to be looked at next; null where no chain goes on. */
    silence_at: number | null
    /** JSON of who stopped it midway and why; null while nobody did. */
    stopped: string | null
    /** When what it did is taken back by itself; null where it is not, and once that is settled. */
    restore_at: number | null
    /** Why it was not taken back when it should have been. */
    restore_note: string | null
    /** JSON of who confirmed that it stays; null while nobody did. */
    confirmed: string | null
  }
  /** A step waits until each step that it names here is done. */
  step_after: { tenant: string; plan_id: string; ordinal: number; after: number }
  step: {
    tenant: string
    plan_id: string
    ordinal: number
    state: string
    containment: string
    attempt: number
    fence: number
    lease_holder: string | null
    lease_until: number
    idempotency_key: string
    connector: string
    not_before: number
    sent_at: number | null
    started_at: number | null
    finished_at: number | null
    /** When its target was last read again since; null where it was not. */
    read_at: number | null
    deadline_at: number | null
    readback: string | null
    trouble: string | null
    consumers: string
    left_state: string | null
  }
  audit_entry: {
    tenant: string
    sequence: number
    at: number
    code: string
    actor_id: string
    leaf: string
    text: string
    search: string
  }
  audit_subject: { tenant: string; subject_id: string; sequence: number }
  audit_node: { tenant: string; level: number; position: number; hash: string }
  audit_head: { tenant: string; size: number; last: string; root: string; frontier: string }
  twin_account: { tenant: string; id: string; body: string; version: number }
  twin_effect: { tenant: string; idempotency_key: string; account_id: string; at: number; result: string }
}
