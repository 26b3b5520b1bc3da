/** A claim that is being renewed, until somebody else has it. */
export interface Lease {
  /** Aborts when a renewal was refused: somebody else holds it. */
  readonly lost: AbortSignal
  stop(): void
}

/** Renews a lease of `leaseMs` at a third of its length. `renew` answers false where somebody else holds it by now. */
export function keepLease(renew: () => Promise<boolean>, leaseMs: number, log: (line: string) => void): Lease {
  const lost = new AbortController()
  const turn = async () => {
    if (!(await renew())) lost.abort()
  }
  const timer = setInterval(
    () => {
      turn().catch((error: unknown) => {
        log(`a lease was not renewed: ${error instanceof Error ? error.message : 'unknown'}`)
      })
    },
    Math.max(50, Math.floor(leaseMs / 3)),
  )
  return { lost: lost.signal, stop: () => clearInterval(timer) }
}
