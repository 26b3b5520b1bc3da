import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import type { Answers } from './answers.ts'
import { CellTable } from './CellTable.tsx'
import { type Difference, differencesOf } from './differences.ts'
import { type DraftStore, useRestedDraft } from './draft-store.ts'

interface ComparedSideProps {
  readonly answers: Answers
  readonly was: ScenarioContent
  readonly wasName: string
  readonly shown: DraftStore
  readonly shownName: string
}

/** What two contents say differently, and what that comes to by tier and gate, side by side. */
export function ComparedSide({ answers, was, wasName, shown, shownName }: ComparedSideProps) {
  const is = useRestedDraft(shown, (present) => present)
  const differences = differencesOf(was, is)
  const groups = Map.groupBy(differences, ({ group }) => group)
  return (
    <section
      aria-label="What differs"
      className="flex shrink-0 flex-col border-line desk:min-h-0 desk:w-88 desk:border-e wide:w-104"
    >
      <div {...SCROLLED} data-ring="inside" className="min-h-0 grow px-4 desk:overflow-y-auto">
        <Section title="What differs" aside={differences.length === 0 ? 'nothing' : `${wasName} → ${shownName}`}>
          {differences.length === 0 ? (
            <p className="text-text-2">They say the same. Choose others above.</p>
          ) : (
            [...groups].map(([group, all]) => <Group key={group} title={group} differences={all} />)
          )}
        </Section>
        <CellTable answers={answers} wasName={wasName} shownName={shownName} />
      </div>
    </section>
  )
}

const SCROLLED = { role: 'group', tabIndex: 0, 'aria-label': 'Differences' } as const

function Group({ title, differences }: { readonly title: string; readonly differences: readonly Difference[] }) {
  return (
    <div className="pb-2">
      <h3 className="text-small text-text-3">{title}</h3>
      <dl>
        {differences.map(({ label, was, is }) => (
          <div
            key={label}
            className="grid min-h-7 grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 border-b border-line py-1"
          >
            <dt className="min-w-0 truncate" title={label}>
              <HostileText text={label} />
            </dt>
            <dd className="max-w-40 text-end tabular-nums">
              <del className="text-text-3 decoration-line-strong">
                <span className="sr-only">was </span>
                <HostileText text={was} className="whitespace-normal!" />
              </del>{' '}
              <ins className="font-title no-underline">
                <span className="sr-only">is </span>
                <HostileText text={is} className="whitespace-normal!" />
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
