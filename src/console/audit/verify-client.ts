import type { Backend } from '../../backend/port.ts'
import type { LogReport, RememberedHead } from '../../domain/audit/verify-log.ts'
import type { FromVerifier, ShownEntry, ToVerifier, VerifierPort } from './verify-protocol.ts'

export type Verdict =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly checked: number; readonly size: number }
  | {
      readonly kind: 'done'
      readonly report: LogReport
      readonly size: number
      /** Hashing alone, then the whole check with the reading, in ms. */
      readonly computeMs: number
      readonly wholeMs: number
      /** The page's clock, epoch ms UTC. */
      readonly at: number
      readonly since: RememberedHead | null
    }
  | { readonly kind: 'failed'; readonly error: unknown }

export interface HeadMemory {
  read(): RememberedHead | null
  write(head: RememberedHead): void
}

const CHUNK = 2000

export interface LogCheck {
  /** Checks the whole record, from the first entry to the head of this moment. A second call while one runs joins it. */
  verify(): Promise<void>
  /** Whether entries as shown are the checked ones; null per entry that was not checked yet. */
  compare(entries: readonly ShownEntry[]): Promise<readonly (boolean | null)[]>
  close(): void
}

/**
 * Reads the record's stored texts chunk by chunk and has a worker hash them, one chunk in flight. A head that held is
 * remembered, so that the next visit notices a record that was cut or rewritten in between. A head is never forgotten for
 * a worse one.
 */
export function createLogCheck(
  source: Pick<Backend, 'auditHead' | 'auditLeaves'>,
  port: VerifierPort,
  memory: HeadMemory,
  now: () => number,
  onVerdict: (verdict: Verdict) => void,
): LogCheck {
  let run = 0
  let running: Promise<void> | null = null
  let nextCompare = 0
  const comparing = new Map<number, (same: readonly (boolean | null)[]) => void>()
  let answer: ((message: FromVerifier) => void) | null = null
  const closing = new AbortController()

  port.onmessage = ({ data }) => {
    if (data.type === 'compared') {
      comparing.get(data.id)?.(data.same)
      comparing.delete(data.id)
    } else if (data.run === run) {
      answer?.(data)
    }
  }

  const ask = (message: ToVerifier) =>
    new Promise<FromVerifier>((resolve) => {
      answer = resolve
      port.postMessage(message)
    })

  const check = async () => {
    run += 1
    const startedAt = now()
    const remembered = memory.read()
    const head = await source.auditHead(closing.signal)
    onVerdict({ kind: 'running', checked: 0, size: head.size })
    port.postMessage({ type: 'begin', run, remembered })
    let checked = 0
    while (checked < head.size) {
      const { texts } = await source.auditLeaves(checked, Math.min(CHUNK, head.size - checked), closing.signal)
      // Fewer than the head counts: the rest is missing, and the verifier says so by the head.
      if (texts.length === 0) break
      await ask({ type: 'feed', run, texts })
      checked += texts.length
      onVerdict({ kind: 'running', checked, size: head.size })
    }
    const finished = await ask({ type: 'finish', run, head: { size: head.size, root: head.root, last: head.last } })
    if (finished.type !== 'finished') return
    const { report, computeMs } = finished
    if (report.isIntact && head.size > 0) memory.write({ size: head.size, root: head.root })
    onVerdict({
      kind: 'done',
      report,
      size: head.size,
      computeMs,
      wholeMs: now() - startedAt,
      at: now(),
      since: remembered,
    })
  }

  return {
    verify: () => {
      running ??= check()
        .catch((error: unknown) => {
          if (!closing.signal.aborted) onVerdict({ kind: 'failed', error })
        })
        .finally(() => {
          running = null
        })
      return running
    },
    compare: (entries) =>
      new Promise((resolve) => {
        nextCompare += 1
        comparing.set(nextCompare, resolve)
        port.postMessage({ type: 'compare', id: nextCompare, entries })
      }),
    close: () => {
      closing.abort()
      port.terminate()
    },
  }
}
