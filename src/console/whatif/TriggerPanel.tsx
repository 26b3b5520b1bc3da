import { clsx } from 'clsx'
import { RotateCcw } from 'lucide-react'
import * as words from '#words/whatif.tsx'
import type { Mode } from '../../domain/change/change.ts'
import { MODES } from '../../domain/change/change-words.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import type { Baseline, TriggerFacts } from '../../engine/worker/whatif-client.ts'
import { IconButton } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Select } from '../ui/Select.tsx'
import { type DraftStore, useDraft } from './draft-store.ts'
import { matches } from './matches.ts'
import { NumberRow } from './NumberRow.tsx'
import { NumberRows } from './NumberRows.tsx'

type TriggerChange = ScenarioContent['triggers'][number]

interface TriggerPanelProps {
  readonly triggers: readonly TriggerFacts[]
  readonly modes: Baseline['modes']
  readonly draft: DraftStore
  readonly search: string
  readonly isOnlyChanged: boolean
}

/** Triggers as they might be: on, in shadow or off, surer or less sure, freer or on a shorter leash. */
export function TriggerPanel({ triggers, modes, draft, search, isOnlyChanged }: TriggerPanelProps) {
  const changed = useDraft(draft, (present) =>
    isOnlyChanged ? present.triggers.map(({ id }) => id).join(' ') : '',
  ).split(' ')
  const shown = triggers.filter(
    ({ id, title }) =>
      matches(search, `trigger threshold automation ${id} ${title}`) && (!isOnlyChanged || changed.includes(id)),
  )
  if (shown.length === 0) return null
  return (
    <Section title={words.triggers} aside={words.shownOf(shown.length, triggers.length)}>
      {/* As the groups of numbers: what is not in sight is neither laid out nor painted while the hand moves. */}
      <ul className="-mx-1 flex flex-col px-1 [contain-intrinsic-size:auto_1200px] [content-visibility:auto]">
        {shown.map((trigger) => (
          <TriggerRow
            key={trigger.id}
            trigger={trigger}
            modeWas={modes.find(({ id }) => id === trigger.id)?.mode ?? 'on'}
            draft={draft}
          />
        ))}
      </ul>
    </Section>
  )
}

interface TriggerRowProps {
  readonly trigger: TriggerFacts
  readonly modeWas: Mode
  readonly draft: DraftStore
}

function TriggerRow({ trigger, modeWas, draft }: TriggerRowProps) {
  const { id, title, response: was, forbidden } = trigger
  const change = useDraft(draft, ({ triggers }) => triggers.find((one) => one.id === id) ?? null)
  const onChange = (next: TriggerChange | null, gesture: string | null) =>
    draft.change((present) => {
      const others = present.triggers.filter((one) => one.id !== id)
      return { ...present, triggers: next === null ? others : [...others, next] }
    }, gesture)
  const mode = change?.mode ?? modeWas
  const response = change?.response ?? was
  const set = (next: { mode?: Mode; response?: typeof was }, gesture: string | null = null) => {
    const wanted = { id, mode: next.mode ?? mode, response: next.response ?? response }
    const isAsItWas = JSON.stringify(wanted.response) === JSON.stringify(was)
    onChange(
      isAsItWas && wanted.mode === modeWas ? null : { ...wanted, response: isAsItWas ? null : wanted.response },
      gesture,
    )
  }
  const { automation } = response
  return (
    <li className="border-t border-line py-1.5 first:border-t-0">
      <details>
        <summary className="flex min-h-6 cursor-default items-center gap-2">
          <span className={clsx('min-w-0 grow truncate', change === null ? 'text-text-2' : 'font-title')}>
            <HostileText text={title} />
          </span>
          <span className="shrink-0 text-small text-text-3">
            {words.mode[mode]} · {response.confidence}
            {change === null ? '' : words.changed}
          </span>
        </summary>
        <div className="flex flex-col gap-1 pt-1 pb-1">
          <div className="flex items-center justify-between gap-2">
            <HostileText text={id} mono className="min-w-0 truncate text-text-3" />
            <span className="flex items-center gap-1">
              <Select
                label={words.modeOf(id)}
                value={mode}
                onChange={(next) => set({ mode: next })}
                choices={MODES.map((value) => ({ value, label: words.mode[value] }))}
              />
              {change === null ? null : (
                <IconButton
                  label={words.asInForce(id)}
                  icon={<RotateCcw aria-hidden size={13} />}
                  onClick={() => onChange(null, null)}
                />
              )}
            </span>
          </div>
          <NumberRows count={2}>
            <NumberRow
              name={words.declaredConfidence(id)}
              label={words.declaredConfidenceTitle}
              value={response.confidence}
              was={was.confidence}
              min={0}
              max={100}
              unit=""
              refusalId={null}
              onChange={(confidence, gesture) => set({ response: { ...response, confidence } }, gesture)}
            />
            <NumberRow
              name={words.automaticFrom(id)}
              label={words.automaticFromTitle}
              value={automation.threshold}
              was={was.automation.threshold}
              min={0}
              max={100}
              unit=""
              refusalId={null}
              onChange={(threshold, gesture) =>
                set({ response: { ...response, automation: { ...automation, threshold } } }, gesture)
              }
            />
          </NumberRows>
          <Checkbox
            isChecked={automation.allowed}
            onChange={(allowed) => set({ response: { ...response, automation: { ...automation, allowed } } })}
          >
            {words.mayActByItself}
          </Checkbox>
          {forbidden === null ? null : (
            <p className="text-small text-doubt">
              <HostileText text={words.notWhileThisHolds(forbidden)} />
            </p>
          )}
        </div>
      </details>
    </li>
  )
}
