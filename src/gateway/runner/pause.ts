/** Resolves after `ms`, at a `ring` of the bell, or as soon as `stop` aborts. */
export function pause(ms: number, stop: AbortSignal, bell?: EventTarget): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve()
    const finish = () => {
      clearTimeout(timer)
      stop.removeEventListener('abort', finish)
      bell?.removeEventListener('ring', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    stop.addEventListener('abort', finish)
    bell?.addEventListener('ring', finish)
  })
}
