/** How triggers did, and what they may do by themselves: a part of `Tables`. */
export interface TriggerTables {
  /** Records on which a trigger fired, by the hour of their receipt (whole hours since the epoch). */
  trigger_hits: {
    tenant: string
    trigger_id: string
    hour: number
    version: number
    /** `on` or `shadow`, as it stood then. */
    mode: string
    is_sample: boolean
    hits: number
    last_at: number
  }
  /** Automation of triggers as it was given and taken. `…_before` was judged before it was last given back, and no longer counts for that. */
  trigger_automation: {
    tenant: string
    trigger_id: string
    /** Null where it was given back, or never lost. */
    lost_at: number | null
    because: string | null
    judged_before: number
    true_before: number
    /** SHA-256 of the text that was given automation after a dry run; null for none. Another text has to earn it anew. */
    given_digest: string | null
    given_at: number | null
    /** Given by the sample estate, and gone with it. */
    is_sample: boolean
  }
  /** What a trigger in shadow would have come to: one row for what would have been one alert of one version. */
  dry_run: {
    tenant: string
    trigger_id: string
    version: number
    /** Of the key under which its records would have been one alert. */
    dedup_hash: string
    /** The newest of its records. */
    record_id: string
    /** The alert to which that record went by itself or by another trigger; null for none. */
    alert_id: string | null
    title: string
    identity_id: string | null
    identity_name: string | null
    /** A `DryRunOutcome`, by the newest record. */
    outcome: string
    /** Null where a stronger trigger would have led the alert: then nothing was decided by this one. */
    tier: number | null
    gate: string | null
    action: string | null
    approvals: number
    /** JSON of `WouldHave.stops`. */
    stops: string
    count: number
    /** By our receipt. */
    first_at: number
    last_at: number
    is_sample: boolean
  }
}
