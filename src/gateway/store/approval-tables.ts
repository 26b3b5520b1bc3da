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
