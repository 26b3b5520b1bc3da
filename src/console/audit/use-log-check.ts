import { useEffect, useRef, useState } from 'react'
import type { AuditRow } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { browserMemory } from './head-memory.ts'
import { shownEntries } from './record-rows.ts'
import { createLogCheck, type LogCheck, type Verdict } from './verify-client.ts'
import type { VerifierPort } from './verify-protocol.ts'

/** Verdict of this browser, a way to check again, and per shown entry whether it is the one that was checked. */
export function useLogCheck(rows: readonly AuditRow[]) {
  const backend = useBackend()
  const [verdict, setVerdict] = useState<Verdict>({ kind: 'idle' })
  const [same, setSame] = useState<ReadonlyMap<number, boolean | null>>(new Map())
  const check = useRef<LogCheck | null>(null)

  useEffect(() => {
    const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' })
    const opened = createLogCheck(backend, worker as VerifierPort, browserMemory, () => Date.now(), setVerdict)
    check.current = opened
    void opened.verify()
    return () => opened.close()
  }, [backend])

  useEffect(() => {
    if (verdict.kind !== 'done' || rows.length === 0) return undefined
    let isCurrent = true
    void check.current?.compare(shownEntries(rows)).then((answers) => {
      if (isCurrent) setSame(new Map(rows.map((row, i) => [row.entry.sequence, answers[i] ?? null])))
    })
    return () => {
      isCurrent = false
    }
  }, [rows, verdict])

  return { verdict, same, verify: () => void check.current?.verify() }
}
