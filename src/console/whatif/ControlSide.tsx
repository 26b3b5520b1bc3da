import { useEffect, useRef, useState } from 'react'
import * as words from '#words/whatif.tsx'
import type { Baseline, HistoryFacts } from '../../engine/worker/whatif-client.ts'
import { Checkbox } from '../ui/Checkbox.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import type { DraftStore } from './draft-store.ts'
import { Hypotheses } from './Hypotheses.tsx'
import { PolicyPanel } from './PolicyPanel.tsx'
import { TriggerPanel } from './TriggerPanel.tsx'

interface ControlSideProps {
  readonly baseline: Baseline
  readonly draft: DraftStore
  readonly facts: HistoryFacts | null
}

/** Everything that may be moved, in the order of the decision, and a search among it. */
export function ControlSide({ baseline, draft, facts }: ControlSideProps) {
  const [search, setSearch] = useState('')
  const [isOnlyChanged, setIsOnlyChanged] = useState(false)
  const side = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = side.current
    const onKeyDown = (event: KeyboardEvent) => {
      // Undo is the field's own where somebody writes words; a slider and a number have none.
      const isOfNumbers =
        event.target instanceof HTMLInputElement &&
        (event.target.role === 'spinbutton' || event.target.type === 'range')
      const isUndo =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z'
      if (!isUndo || !isOfNumbers) return
      event.preventDefault()
      event.stopPropagation()
      draft.undo()
    }
    element?.addEventListener('keydown', onKeyDown)
    return () => element?.removeEventListener('keydown', onKeyDown)
  }, [draft])
  return (
    <section
      ref={side}
      aria-label={words.controls}
      className="flex shrink-0 flex-col border-line desk:min-h-0 desk:w-88 desk:border-e wide:w-104"
    >
      <div className="flex flex-col gap-1 border-b border-line px-4 py-2">
        <SearchField
          label={words.searchControls}
          placeholder={words.thresholdWeightTrigger}
          value={search}
          onChange={setSearch}
        />
        <Checkbox isChecked={isOnlyChanged} onChange={setIsOnlyChanged}>
          <span className="text-small text-text-2">{words.onlyWhatIsChanged}</span>
        </Checkbox>
      </div>
      {/* A layer of its own: a hundred fields need not be painted because a number beside them changed. */}
      <div
        {...SCROLLED}
        data-ring="inside"
        className="min-h-0 grow bg-bg px-4 will-change-transform desk:overflow-y-auto"
      >
        <PolicyPanel draft={draft} was={baseline.policy} search={search} isOnlyChanged={isOnlyChanged} />
        {facts === null ? null : (
          <>
            {/* Before the triggers: a long list of names is no way to the five facts behind it. */}
            <Hypotheses facts={facts} draft={draft} search={search} isOnlyChanged={isOnlyChanged} />
            <TriggerPanel
              triggers={facts.triggers}
              modes={baseline.modes}
              draft={draft}
              search={search}
              isOnlyChanged={isOnlyChanged}
            />
          </>
        )}
      </div>
    </section>
  )
}

const SCROLLED = { role: 'group', tabIndex: 0, 'aria-label': words.controlsOfTheDraft } as const
