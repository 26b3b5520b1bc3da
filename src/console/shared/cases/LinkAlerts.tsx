import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import * as words from '#words/shared/cases.ts'
import { caseName } from '../../../domain/case/case-name.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { say } from '../../ui/Toast.tsx'
import { useBackend } from '../backend.tsx'
import { useNavigate } from '../router/router.ts'
import { useMany } from '../triage/many.ts'
import { alertQuery } from '../triage/queries.ts'
import { OpenCaseDialog } from './OpenCaseDialog.tsx'

interface LinkAlertsProps {
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
}

/** One alert that is in a case already leads there; others are linked as a new one, those that a query chose as well. */
export function LinkAlerts({ rows, onClose }: LinkAlertsProps) {
  const navigate = useNavigate()
  const many = useMany()
  const alerts: readonly { readonly id: string; readonly number: number }[] = many?.members ?? rows
  const [first] = alerts
  const isOne = alerts.length === 1
  // Of what a query chose only names are here: what it is about is read from the first.
  const isAsked = isOne || many !== null
  const detail = useQuery({ ...alertQuery(useBackend(), first?.id ?? ''), enabled: isAsked })
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
  if (isAsked && (detail.isPending || known !== null)) return null
  return <OpenCaseDialog alerts={alerts} about={rows[0]?.title ?? detail.data?.row.title ?? ''} onClose={onClose} />
}
