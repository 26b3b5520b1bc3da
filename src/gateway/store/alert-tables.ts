/** Alerts and what people do with them: a part of `Tables`. */
export interface AlertTables {
  alert: {
    tenant: string
    id: string
    number: number
    dedup_hash: string
    generation: number
    title: string
    severity: string
    severity_rank: number
    tier: number
    uncapped: number
    caps: string
    gate: string
    threat: string
    action: string | null
    confidence: number
    urgency: number
    disruption: number
    priority: number
    identity_id: string | null
    identity_name: string | null
    identity_kind: string
    is_claimed: boolean
    owner_team: string | null
    environment: string | null
    breaks: string | null
    containment: string | null
    status: string
    disposition: string
    assignee_id: string | null
    assignee_name: string | null
    sla_due_at: number | null
    first_seen_at: number
    last_seen_at: number
    received_at: number
    count: number
    trigger_id: string | null
    trigger_version: number | null
    trigger_title: string | null
    type: string
    format: string
    vendor: string
    search: string
    decision: string
    signal: string
    version: number
    is_sample: boolean
    /** JSON of what decisions read of `signal`; null in rows that nobody wrote since there is this column. */
    evidence: string | null
    /** Why telemetry or match is ambiguous; null where it is not. */
    ambiguity: string | null
    /** JSON list of the ids of weaker triggers that fired on its records. */
    also_fired: string
    /** JSON list, sorted. */
    tags: string
    /** JSON of a `Hold`; null where it does not rest. */
    hold: string | null
    /** Its end, for finding what is over. */
    held_until: number | null
    /** JSON of a `SlaPause`. */
    sla_pause: string | null
    /** JSON of a `Closure`; null while it is open, and where it was closed before this was kept. */
    closure: string | null
    /** JSON of `FieldVersions`. */
    field_versions: string
    /** Number of the suppression that holds it back; null where none does. */
    suppression: number | null
  }
  suppression: {
    tenant: string
    id: string
    number: number
    /** As it is printed. */
    query: string
    reason: string
    owner_id: string
    owner_name: string
    created_at: number
    until: number
    ended_at: number | null
    /** Null where its time was over. */
    ended_by_id: string | null
    ended_by_name: string | null
    end_reason: string | null
    /** Alerts that it held so far. */
    held: number
    /** Alerts up to this number were looked at when it was put up; null where all of them were. */
    applied_to: number | null
    /** When the last alert that it could still hold was shown again; null before. */
    cleared_at: number | null
    /** JSON of an `Impact`: what was known when its end was set. */
    impact: string
    version: number
  }
  /** Alerts worked as one. */
  case_file: {
    tenant: string
    id: string
    number: number
    name: string
    status: string
    owner_id: string | null
    owner_name: string | null
    opened_at: number
    updated_at: number
    closed_at: number | null
    closed_by_id: string | null
    closed_by_name: string | null
    close_reason: string | null
    version: number
  }
  /** An alert is in one case at most. */
  case_member: {
    tenant: string
    alert_id: string
    case_id: string
    at: number
    by_id: string
    by_name: string
    reason: string
  }
  note: {
    tenant: string
    id: string
    alert_id: string
    by_id: string
    by_name: string
    at: number
    text: string
    /** JSON list of id and name. */
    mentions: string
  }
  /** What was said to one person: a note that calls them, alerts given to them or taken from them. */
  call: {
    tenant: string
    person_id: string
    id: string
    kind: string
    at: number
    /** The first of them. */
    alert_id: string
    alert_number: number
    /** How many others. */
    more: number
    by_name: string
    text: string
  }
  /** What each person did last to one alert, until it is taken back. */
  alert_change: {
    tenant: string
    alert_id: string
    by_id: string
    /** JSON: the work before it and after it. */
    before: string
    after: string
    after_version: number
  }
  /** Who has an alert in front of them, until their lease runs out. */
  presence: {
    tenant: string
    alert_id: string
    person_id: string
    person_name: string
    doing: string
    since: number
    until: number
  }
  /** One change of many alerts. */
  bulk: {
    tenant: string
    id: string
    number: number
    title: string
    /** JSON of an `AlertChange`; null for one that takes another back. */
    change: string | null
    reason: string
    state: string
    by_id: string
    by_name: string
    started_at: number
    total: number
    undoes: string | null
    undoes_number: number | null
    undone_by_number: number | null
  }
  bulk_member: {
    tenant: string
    bulk_id: string
    ordinal: number
    alert_id: string
    /** The alert's; null until it was looked at. */
    number: number | null
    seen_version: number
    outcome: string
    /** Why it was not changed. */
    because: string | null
    /** JSON of its `AlertWork` and `assigneeName`; null where it was not changed. */
    before: string | null
    after: string | null
    after_version: number | null
    /** Whether what it turned out to be was changed: that teaches its trigger. */
    is_judged: boolean
  }
}
