import type { Tier } from '../../domain/action/action.ts'
import { GATES } from '../../domain/decision/decision.ts'
import { GATE_WORDS } from '../shared/marks/GateMark.tsx'
import { TIER_WORDS } from '../shared/marks/TierMark.tsx'
import { countText } from '../ui/number-text.ts'
import type { Answers } from './answers.ts'
import { byPlace, type FlowBy } from './counts.ts'
import { LateSection } from './LateSection.tsx'
import { useRested } from './use-lab.ts'
import { signed } from './words.ts'

interface CellTableProps {
  readonly answers: Answers
  readonly wasName: string
  readonly shownName: string
}

/** Alerts by response tier and by gate, of both ends of the comparison. */
export function CellTable({ answers, wasName, shownName }: CellTableProps) {
  const { run: rested, isLate } = useRested(answers, 0)
  if (rested === null) return null
  const { run } = rested.answer
  return (
    <LateSection title="Tiers and gates" aside="alerts" isLate={isLate}>
      <table className="w-full text-small tabular-nums" aria-label="Tiers and gates">
        <thead className="text-text-3">
          <tr className="h-7">
            <th scope="col" className="text-start font-text">
              Answer
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              {wasName}
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              {shownName}
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              Differs
            </th>
          </tr>
        </thead>
        {BY.map(({ by, words }) => {
          const [was, is] = [byPlace(run.before.cells, by), byPlace(run.after.cells, by)]
          return (
            <tbody key={by}>
              {words.map((word, place) => (
                <tr key={word} className="border-t border-line">
                  <th scope="row" className="py-1 text-start font-text">
                    {word}
                  </th>
                  <td className="py-1 ps-3 text-end text-text-2">{countText(was[place] ?? 0)}</td>
                  <td className="py-1 ps-3 text-end">{countText(is[place] ?? 0)}</td>
                  <td className={`py-1 ps-3 text-end ${was[place] === is[place] ? 'text-text-3' : 'font-title'}`}>
                    {signed((is[place] ?? 0) - (was[place] ?? 0))}
                  </td>
                </tr>
              ))}
            </tbody>
          )
        })}
      </table>
    </LateSection>
  )
}

const TIERS: readonly Tier[] = [0, 1, 2, 3, 4]
const BY: readonly { readonly by: FlowBy; readonly words: readonly string[] }[] = [
  { by: 'tier', words: [...TIERS.map((tier) => `T${tier} ${TIER_WORDS[tier]}`), 'No alert'] },
  { by: 'gate', words: GATES.map((gate) => GATE_WORDS[gate]) },
]
