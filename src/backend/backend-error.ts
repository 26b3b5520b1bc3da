/** A refusal or failure in words a person can act on. */
export class BackendError extends Error {
  /**
   * `stale`: somebody changed it first, nothing was changed by this call. `invalid`: correct and send again.
   * `forbidden`: a rule refuses, and the refusal is in the log. `offline`: nothing answered; safe to retry.
   */
  readonly kind:
    | 'invalid'
    | 'forbidden'
    | 'not-found'
    | 'stale'
    | 'signed-out'
    | 'too-large'
    | 'busy'
    | 'offline'
    | 'fault'
  /** RFC 9457 `type`, stable. */
  readonly type: string
  /** What happened, the exact thing, what to do. */
  readonly detail: string
  /** Seconds to wait before trying again, where the backend said so. */
  readonly retryAfterSeconds: number | null
  readonly issues: readonly { readonly at: string; readonly message: string }[]
  /** Of `forbidden`: the rule that refuses, where the backend named it. */
  readonly rule: string | null

  constructor(
    kind: BackendError['kind'],
    type: string,
    title: string,
    detail: string,
    more: Partial<Pick<BackendError, 'retryAfterSeconds' | 'issues' | 'rule'>> = {},
  ) {
    super(title)
    this.name = 'BackendError'
    this.kind = kind
    this.type = type
    this.detail = detail
    this.retryAfterSeconds = more.retryAfterSeconds ?? null
    this.issues = more.issues ?? []
    this.rule = more.rule ?? null
  }
}
