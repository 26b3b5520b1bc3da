import { clsx } from 'clsx'
import { RotateCcw } from 'lucide-react'
import type { Mode } from '../../domain/change/change.ts'
import { MODES } from '../../domain/change/change-words.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import type { Baseline, TriggerFacts } from '../../engine/worker/whatif-client.ts'
import { IconButton } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Select } from '../ui/Select.tsx'
import { type DraftStore, useDraft, useRestedDraft } from './draft-store.ts'
import { matches } from './matches.ts'
import { NumberRow } from './NumberRow.tsx'
import { NumberRows } from './NumberRows.tsx'

type TriggerChange = ScenarioContent['triggers'][number]

const MODE_WORDS: Readonly<Record<Mode, string>> = { on: 'On', shadow: 'Shadow', off: 'Off' }

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
    <Section title="Triggers" aside={`${shown.length} of ${triggers.length}`}>
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
  const mode = useDraft(draft, (present) => changeOf(present, id)?.mode ?? modeWas)
  const isChanged = useDraft(draft, (present) => changeOf(present, id) !== null)
  const isAllowed = useDraft(draft, (present) => responseOf(present, trigger).automation.allowed)
  const confidence = useRestedDraft(draft, (present) => responseOf(present, trigger).confidence)
  const set = (next: Partial<Pick<TriggerChange, 'mode'>> & { readonly response?: typeof was }, gesture?: string) =>
    draft.change((present) => {
      const { mode: wanted = mode, response = responseOf(present, trigger) } = next
      const isAsItWas = JSON.stringify(response) === JSON.stringify(was)
      const change =
        isAsItWas && wanted === modeWas ? [] : [{ id, mode: wanted, response: isAsItWas ? null : response }]
      return { ...present, triggers: [...present.triggers.filter((one) => one.id !== id), ...change] }
    }, gesture)
  const response = () => responseOf(draft.present(), trigger)
  const setAutomation = (next: Partial<typeof was.automation>, gesture?: string) =>
    set({ response: { ...response(), automation: { ...response().automation, ...next } } }, gesture)
  return (
    <li className="border-t border-line py-1.5 first:border-t-0">
      <details>
        <summary className="flex min-h-6 cursor-default items-center gap-2">
          <span className={clsx('min-w-0 grow truncate', isChanged ? 'font-title' : 'text-text-2')}>
            <HostileText text={title} />
          </span>
          <span className="shrink-0 text-small text-text-3">
            {MODE_WORDS[mode]} · {confidence}
            {isChanged ? ' · changed' : ''}
          </span>
        </summary>
        <div className="flex flex-col gap-1 pt-1 pb-1">
          <div className="flex items-center justify-between gap-2">
            <HostileText text={id} mono className="min-w-0 truncate text-text-3" />
            <span className="flex items-center gap-1">
              <Select
                label={`Mode of ${id}`}
                value={mode}
                onChange={(next) => set({ mode: next })}
                choices={MODES.map((value) => ({ value, label: MODE_WORDS[value] }))}
              />
              {isChanged ? (
                <IconButton
                  label={`${id}: as in force`}
                  icon={<RotateCcw aria-hidden size={13} />}
                  onClick={() => set({ mode: modeWas, response: was })}
                />
              ) : null}
            </span>
          </div>
          <NumberRows count={2}>
            <NumberRow
              name={`${id}: declared confidence`}
              label="Declared confidence"
              draft={draft}
              read={(present) => responseOf(present, trigger).confidence}
              was={was.confidence}
              min={0}
              max={100}
              unit=""
              refusalId={null}
              onChange={(next, gesture) => set({ response: { ...response(), confidence: next } }, gesture)}
            />
            <NumberRow
              name={`${id}: automatic from`}
              label="Automatic from"
              draft={draft}
              read={(present) => responseOf(present, trigger).automation.threshold}
              was={was.automation.threshold}
              min={0}
              max={100}
              unit=""
              refusalId={null}
              onChange={(threshold, gesture) => setAutomation({ threshold }, gesture)}
            />
          </NumberRows>
          <Checkbox isChecked={isAllowed} onChange={(allowed) => setAutomation({ allowed })}>
            May act by itself
          </Checkbox>
          {forbidden === null ? null : (
            <p className="text-small text-doubt">
              <HostileText text={`Not while this holds: ${forbidden}`} />
            </p>
          )}
        </div>
      </details>
    </li>
  )
}

/** What the draft says of a trigger; null where it says nothing. */
function changeOf({ triggers }: ScenarioContent, id: string): TriggerChange | null {
  return triggers.find((one) => one.id === id) ?? null
}

function responseOf(present: ScenarioContent, { id, response }: TriggerFacts): TriggerFacts['response'] {
  return changeOf(present, id)?.response ?? response
}
