/** Who approved what, and the keys that they sign with. */
export interface ApprovalTables {
  vote: {
    tenant: string
    plan_id: string
    person_id: string
    person_name: string
    person_team: string
    choice: string
    reason: string
    digest: string
    at: number
    /** Credential id of the passkey that signed it; null where none did. */
    passkey_id: string | null
    /** JSON of the `SignedApproval`. */
    signed: string | null
  }
  /** Silence that was passed on: which step of which stage's chain. */
  plan_silence: {
    tenant: string
    plan_id: string
    stage: number
    step: number
    tell: string
    at: number
  }
  /** What holds work back; stands while nobody released it. */
  stop: {
    tenant: string
    id: string
    number: number
    scope: string
    reason: string
    /** Null where the circuit breaker pulled it. */
    by_id: string | null
    by_name: string | null
    at: number
    released_at: number | null
  }
  stop_release: {
    tenant: string
    stop_id: string
    person_id: string
    person_name: string
    reason: string
    at: number
  }
  /** One use of break-glass a plan. */
  break_glass: {
    tenant: string
    plan_id: string
    person_id: string
    person_name: string
    person_team: string
    reason: string
    digest: string
    passkey_id: string | null
    signed: string | null
    at: number
    review_due_at: number
    /** When the log said that the review is overdue. */
    overdue_at: number | null
    reviewed_by: string | null
    reviewed_by_name: string | null
    reviewed_at: number | null
    verdict: string | null
    review_reason: string | null
  }
  passkey: {
    tenant: string
    /** Credential id, base64url. */
    id: string
    person_id: string
    name: string
    /** COSE key, base64url. */
    public_key: string
    counter: number
    transports: string
    rp_id: string
    is_synced: boolean
    added_at: number
    last_used_at: number | null
    revoked_at: number | null
    revoked_because: string | null
  }
  passkey_challenge: {
    tenant: string
    /** The challenge, base64url. */
    id: string
    person_id: string
    purpose: 'enrol' | 'confirm' | 'approve'
    /** What is signed: JSON of the `ApprovalStatement`; empty for the others. */
    subject: string
    rp_id: string
    origin: string
    expires_at: number
    used_at: number | null
  }
}
