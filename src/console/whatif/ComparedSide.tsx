import * as words from '#words/whatif.tsx'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { DifferenceList } from '../shared/policy/DifferenceList.tsx'
import { Section } from '../ui/layout.tsx'
import type { Answers } from './answers.ts'
import { CellTable } from './CellTable.tsx'
import { differencesOf } from './differences.ts'
import { type DraftStore, useDraft } from './draft-store.ts'

interface ComparedSideProps {
  readonly answers: Answers
  readonly was: ScenarioContent
  readonly wasName: string
  readonly shown: DraftStore
  readonly shownName: string
}

/** What two contents say differently, and what that comes to by tier and gate, side by side. */
export function ComparedSide({ answers, was, wasName, shown, shownName }: ComparedSideProps) {
  const is = useDraft(shown, (present) => present)
  const differences = differencesOf(was, is)
  return (
    <section
      aria-label={words.whatDiffers}
      className="flex shrink-0 flex-col border-line desk:min-h-0 desk:w-88 desk:border-e wide:w-104"
    >
      <div {...SCROLLED} data-ring="inside" className="min-h-0 grow px-4 desk:overflow-y-auto">
        <Section
          title={words.whatDiffers}
          aside={differences.length === 0 ? words.nothing : `${wasName} → ${shownName}`}
        >
          {differences.length === 0 ? (
            <p className="text-text-2">{words.theySayTheSame}</p>
          ) : (
            <DifferenceList differences={differences} />
          )}
        </Section>
        <CellTable answers={answers} wasName={wasName} shownName={shownName} />
      </div>
    </section>
  )
}

const SCROLLED = { role: 'group', tabIndex: 0, 'aria-label': words.differences } as const
