/** What changed about a view while its lines stood still. */
export interface Drift {
  /** Alerts that fit by now and did not when it was shown, and how many of them are critical. */
  readonly arrived: number
  readonly arrivedCritical: number
  /** Alerts on its lines that fit no more. */
  readonly left: number
}

export const NO_DRIFT: Drift = { arrived: 0, arrivedCritical: 0, left: 0 }
