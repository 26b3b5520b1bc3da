import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import * as words from '#words/shared/suppression.tsx'
import type { Impact } from '../../../domain/suppression/impact-schema.ts'
import { readSuppression } from '../../../domain/suppression/suppressible.ts'
import type { SuppressionDraft, SuppressionView } from '../../../domain/suppression/suppression.ts'
import { suppressionName } from '../../../domain/suppression/suppression-name.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useBackend } from '../backend.tsx'
import { failureWords } from '../backend-error.ts'
import { FormDialog } from '../FormDialog.tsx'
import { useSession } from '../session.ts'
import { offerInverse } from '../triage/offer-inverse.ts'
import { ReasonField, useReason } from '../triage/ReasonField.tsx'
import { refusalOf } from '../use-refusal.ts'
import { EndField, useEnd } from './EndField.tsx'
import { ImpactPreview } from './ImpactPreview.tsx'
import { firstChoice, type Property, queryOfProperties } from './properties.ts'
import { impactQuery, suppressionsQuery } from './queries.ts'

const SHOWN_VALUE = 60
const NONE: readonly Property[] = []

interface SuppressDialogProps {
  /** What alerts have in common and can be suppressed by; none where a query is given. */
  readonly properties?: readonly Property[]
  /** So many alerts they were read from. */
  readonly count?: number
  readonly query?: string
  readonly onClose: () => void
  readonly onDone?: (made: SuppressionView) => void
}

/** Which alerts, what that would have done to the history, until when and why: nothing is silenced unseen. */
export function SuppressDialog({ properties = NONE, count = 0, query = '', onClose, onDone }: SuppressDialogProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<readonly string[]>(firstChoice(properties))
  const [text, setText] = useState(query === '' ? queryOfProperties(properties, firstChoice(properties)) : query)
  const [isAsked, setIsAsked] = useState(false)
  const preview = usePreview(text)
  const end = useEnd()
  const reason = useReason()
  const read = readSuppression(text)
  const suppressing = useMutation({
    mutationFn: (draft: SuppressionDraft) => backend.suppress(draft),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ['suppressions'] })
      void queries.invalidateQueries({ queryKey: ['alerts'] })
      const name = suppressionName(made.number)
      offerInverse(queries, {
        about: made.id,
        text: words.done(name, made.holding),
        undo: async () => {
          const ended = await backend.endSuppression(made.id, words.liftedReason, made.version)
          onDone?.(ended)
        },
        undone: words.lifted(name),
        notUndone: words.notLifted(name),
      })
      onDone?.(made)
      onClose()
    },
  })
  const choose = (field: string, isOn: boolean) => {
    const next = isOn ? [...chosen, field] : chosen.filter((one) => one !== field)
    setChosen(next)
    setText(queryOfProperties(properties, next))
  }
  const send = () => {
    setIsAsked(true)
    const given = reason.ask()
    const until = end.ask()
    const seen = preview.seen()
    if (!read.ok || given === null || until === null || seen === null) return
    suppressing.mutate({ query: text, until, reason: given, seenTruePositives: seen })
  }
  return (
    <FormDialog
      title={words.title(count === 0 ? words.found : words.alike(count))}
      description={words.description}
      width="wide"
      send={words.send}
      leave={words.leave}
      isBusy={suppressing.isPending}
      error={suppressing.error}
      failed={words.failed}
      onClose={onClose}
      onSend={send}
    >
      {properties.length === 0 ? null : <Properties properties={properties} chosen={chosen} onChoose={choose} />}
      <TextArea
        label={words.query}
        mono
        rows={2}
        value={text}
        onChange={setText}
        maxLength={1000}
        hint={words.queryHint}
        error={read.ok || (text.trim() === '' && !isAsked) ? null : read.problem}
      />
      <PreviewOf preview={preview} isAsked={isAsked} />
      <EndField end={end} />
      <ReasonField reason={reason} hint={words.why} />
    </FormDialog>
  )
}

interface PropertiesProps {
  readonly properties: readonly Property[]
  readonly chosen: readonly string[]
  readonly onChoose: (field: string, isOn: boolean) => void
}

function Properties({ properties, chosen, onChoose }: PropertiesProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-small text-text-2">{words.properties}</legend>
      <ul className="grid grid-cols-1 gap-x-6 tablet:grid-cols-2">
        {properties.map(({ field, label, values }) => (
          <li key={field} className="min-w-0">
            <Checkbox isChecked={chosen.includes(field)} onChange={(isOn) => onChoose(field, isOn)}>
              {label}: <HostileText text={values.join(', ')} maxLength={SHOWN_VALUE} className="font-mono text-small" />
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

/** Long enough for a word to be typed. */
const TYPED_MS = 250

/** What the query would have done, a moment after it was written, and whether this person has seen what was true. */
export function usePreview(text: string) {
  const backend = useBackend()
  const session = useSession()
  const [settled, setSettled] = useState(text)
  const [sawTrue, setSawTrue] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPED_MS)
    return () => clearTimeout(timer)
  }, [text])
  const rules = useQuery(suppressionsQuery(backend))
  const isReady = readSuppression(settled).ok && (rules.data !== undefined || rules.isError)
  const counted = useQuery({ ...impactQuery(backend, settled, rules.data?.rules), enabled: isReady })
  const impact: Impact | null = settled === text ? (counted.data ?? null) : null
  const truePositives = impact?.dispositions['true-positive'] ?? 0
  /** Why this person cannot suppress it; null where they can. */
  const refusal = refusalOf(session, truePositives > 0 ? 'suppress-true-alerts' : 'suppress-alerts')
  return {
    impact,
    isNeeded: readSuppression(text).ok,
    error: counted.error,
    refusal,
    hasSeen: truePositives === 0 || sawTrue === text,
    setSeen: (isSeen: boolean) => setSawTrue(isSeen ? text : null),
    /** The true positives that the person has seen; null where they have to look first. */
    seen: (): number | null => {
      if (impact === null || refusal !== null) return null
      return truePositives === 0 || sawTrue === text ? truePositives : null
    },
  }
}

interface PreviewOfProps {
  readonly preview: ReturnType<typeof usePreview>
  /** Whether somebody tried to send. */
  readonly isAsked: boolean
}

/** The preview in its states: counting, failed, counted; and the word of the person where it holds what was true. */
export function PreviewOf({ preview, isAsked }: PreviewOfProps) {
  const { impact, error, refusal } = preview
  if (!preview.isNeeded) return null
  if (impact === null) {
    if (error === null) return <p className="text-text-3">{words.counting}</p>
    return (
      <Banner tone="bad" title={words.notCounted}>
        <HostileText text={failureWords(error).detail} />
      </Banner>
    )
  }
  return (
    <div aria-live="polite" className="flex flex-col gap-2">
      <ImpactPreview impact={impact} />
      {refusal === null ? null : <Banner tone="bad" title={refusal} />}
      {impact.dispositions['true-positive'] === 0 || refusal !== null ? null : (
        <>
          <Checkbox isChecked={preview.hasSeen} onChange={preview.setSeen}>
            {words.sawThem}
          </Checkbox>
          {isAsked && !preview.hasSeen ? <p className="text-small text-bad">{words.seeFirst}</p> : null}
        </>
      )}
    </div>
  )
}
