import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import * as words from '#words/shared/cases.ts'
import { caseName } from '../../../domain/case/case-name.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { say } from '../../ui/Toast.tsx'
import { useBackend } from '../backend.tsx'
import { useNavigate } from '../router/router.ts'
import { alertQuery } from '../triage/queries.ts'
import { OpenCaseDialog } from './OpenCaseDialog.tsx'

interface LinkAlertsProps {
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
}

/** One alert that is in a case already leads there; others are linked as a new one. */
export function LinkAlerts({ rows, onClose }: LinkAlertsProps) {
  const navigate = useNavigate()
  const [row] = rows
  const isOne = rows.length === 1 && row !== undefined
  const detail = useQuery({ ...alertQuery(useBackend(), row?.id ?? ''), enabled: isOne })
  const known = isOne ? (detail.data?.caseOf ?? null) : null
  const goThere = useEffectEvent(() => {
    if (known === null) return
    say(words.isIn(caseName(known.number)))
    onClose()
    navigate({ to: '/cases/$caseId', params: { caseId: known.id } })
  })
  const knownId = known?.id
  useEffect(() => {
    if (knownId !== undefined) goThere()
  }, [knownId])
  if (isOne && (detail.isPending || known !== null)) return null
  return <OpenCaseDialog rows={rows} onClose={onClose} />
}
