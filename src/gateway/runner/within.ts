/** A connector that ignores its signal is left behind: nobody waits for it longer than the limit. */
export async function within<T>(
  limitMs: number,
  stop: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
  otherwise: (reason: string) => T,
): Promise<T> {
  const limit = AbortSignal.timeout(limitMs)
  const signal = AbortSignal.any([limit, stop])
  const cut = Promise.withResolvers<T>()
  const onAbort = () =>
    cut.resolve(otherwise(limit.aborted ? `No answer within ${limitMs / 1000} s.` : 'Another gateway took it over.'))
  signal.addEventListener('abort', onAbort)
  try {
    return await Promise.race([ask(signal), cut.promise])
  } catch (error) {
    return otherwise(`The connector failed: ${error instanceof Error ? error.message : 'unknown'}`)
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
