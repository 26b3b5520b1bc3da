import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as suppressing from '#words/shared/suppression.tsx'
import * as words from '#words/suppressions.tsx'
import type { SuppressionView } from '../../domain/suppression/suppression.ts'
import { suppressionName } from '../../domain/suppression/suppression-name.ts'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { EndField, useEnd } from '../shared/suppression/EndField.tsx'
import { PreviewOf, usePreview } from '../shared/suppression/SuppressDialog.tsx'
import { offerInverse } from '../shared/triage/offer-inverse.ts'
import { ReasonField, useReason } from '../shared/triage/ReasonField.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { say } from '../ui/Toast.tsx'

interface OfSuppression {
  readonly suppression: SuppressionView
  readonly onClose: () => void
}

/** A later or earlier end, after looking at the history again. */
export function ExtendDialog({ suppression, onClose }: OfSuppression) {
  const backend = useBackend()
  const queries = useQueryClient()
  const name = suppressionName(suppression.number)
  const [isAsked, setIsAsked] = useState(false)
  const preview = usePreview(suppression.query)
  const end = useEnd()
  const reason = useReason()
  const settle = useAfterwards()
  const extending = useMutation({
    mutationFn: (extension: Parameters<typeof backend.extendSuppression>[1]) =>
      backend.extendSuppression(suppression.id, extension, suppression.version),
    onSuccess: ({ version }, { seenTruePositives }) => {
      const { id, until, owner, reason: before } = suppression
      // The gateway judges the former end anew: where it is over, or the history holds more than was seen, it says so.
      offerInverse(queries, {
        about: id,
        text: words.extended(name),
        undo: () =>
          backend.extendSuppression(
            id,
            { until, reason: words.endsAsBefore(owner.name, before), seenTruePositives },
            version,
          ),
        undone: words.unextended(name),
        notUndone: words.notUnextended(name),
      })
      onClose()
    },
    onSettled: settle,
  })
  const send = () => {
    setIsAsked(true)
    const given = reason.ask()
    const until = end.ask()
    const seen = preview.seen()
    if (given === null || until === null || seen === null) return
    extending.mutate({ until, reason: given, seenTruePositives: seen })
  }
  return (
    <FormDialog
      title={words.extendName(name)}
      description={
        <>
          <HostileText text={suppression.query} className="font-mono" />. {words.extendDescription}
        </>
      }
      width="wide"
      send={words.extendSend}
      leave={words.leave}
      isBusy={extending.isPending}
      error={extending.error}
      failed={words.extendFailed}
      onClose={onClose}
      onSend={send}
    >
      <PreviewOf preview={preview} isAsked={isAsked} />
      <EndField end={end} />
      <ReasonField reason={reason} hint={suppressing.why} />
    </FormDialog>
  )
}

export function EndDialog({ suppression, onClose }: OfSuppression) {
  const backend = useBackend()
  const name = suppressionName(suppression.number)
  const reason = useReason()
  const settle = useAfterwards()
  const ending = useMutation({
    mutationFn: (given: string) => backend.endSuppression(suppression.id, given, suppression.version),
    onSuccess: () => {
      say(words.ended(name, suppression.holding))
      onClose()
    },
    onSettled: settle,
  })
  const send = () => {
    const given = reason.ask()
    if (given !== null) ending.mutate(given)
  }
  return (
    <FormDialog
      title={words.endName(name)}
      description={words.endDescription(suppression.holding)}
      send={words.end}
      leave={words.leave}
      isBusy={ending.isPending}
      error={ending.error}
      failed={words.endFailed}
      onClose={onClose}
      onSend={send}
    >
      <ReasonField reason={reason} hint={words.endHint} />
    </FormDialog>
  )
}

/** Alerts come and go with it. */
function useAfterwards() {
  const queries = useQueryClient()
  return () => {
    void queries.invalidateQueries({ queryKey: ['alerts'] })
    return queries.invalidateQueries({ queryKey: ['suppressions'] })
  }
}
