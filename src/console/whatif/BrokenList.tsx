import * as words from '#words/whatif.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { NotApplicable, Unknown } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import type { Answers } from './answers.ts'
import { LateSection } from './LateSection.tsx'
import { useRested } from './use-lab.ts'

const SHOWN = 12

/** Consumers that contained alerts would reach, the most critical first; and how many of each criticality would stop. */
export function BrokenList({ answers }: { readonly answers: Answers }) {
  const { lists, isLate } = useRested(answers, 2)
  const severities = lists?.answer.broken ?? null
  const broken = severities?.consumers ?? []
  const total = (counts: readonly number[] | undefined) => (counts ?? []).reduce((sum, count) => sum + count, 0)
  const aside = words.wouldStop(total(severities?.after), total(severities?.before))
  return (
    <LateSection title={words.whatWouldBreak} aside={lists === null ? words.beingLookedUp : aside} isLate={isLate}>
      {severities === null || total(severities.after) + total(severities.before) === 0 ? null : (
        <Severities {...severities} />
      )}
      {broken.length === 0 ? (
        <p className="text-text-2">{lists === null ? words.notKnownYet : words.noMappedConsumer}</p>
      ) : (
        <table className="w-full text-small" aria-label={words.whatWouldBreak}>
          <thead className="text-text-3">
            <tr className="h-7">
              <th scope="col" className="text-start font-text">
                {words.consumer}
              </th>
              <th scope="col" className="text-start font-text">
                {words.team}
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                {words.crit}
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                {words.alerts}
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                {words.alone}
              </th>
            </tr>
          </thead>
          <tbody>
            {broken.slice(0, SHOWN).map((one) => (
              <tr key={one.id} className="border-t border-line">
                <td className="max-w-60 py-1 pe-3">
                  <span className={one.outcome === 'stops' ? 'font-title' : ''}>
                    <HostileText text={one.name} />
                  </span>
                  <span className="block text-text-3">{words.outcome[one.outcome]}</span>
                </td>
                <td className="py-1 pe-3 text-text-2">
                  {one.team === null ? <Unknown /> : <HostileText text={one.team} />}
                </td>
                <td className="py-1 ps-3 text-end tabular-nums">{one.criticality ?? <NotApplicable />}</td>
                <td className="py-1 ps-3 text-end tabular-nums">{countText(one.alerts)}×</td>
                <td className="py-1 ps-3 text-end tabular-nums">
                  {one.automatic === 0 ? words.none : `${countText(one.automatic)}×`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {broken.length > SHOWN ? <p className="pt-1 text-small text-text-3">{words.theMostCritical(SHOWN)}</p> : null}
    </LateSection>
  )
}

/** 5 the company stops, 1 nobody notices. */
const CRITICALITIES = [5, 4, 3, 2, 1, 0] as const

function Severities({ before, after }: { readonly before: readonly number[]; readonly after: readonly number[] }) {
  return (
    <dl className="mb-2 grid grid-cols-6 border-y border-line text-small tabular-nums" aria-label={words.consumersThat}>
      {CRITICALITIES.map((criticality) => {
        const is = after[criticality] ?? 0
        const was = before[criticality] ?? 0
        return (
          <div key={criticality} className="px-1.5 py-1 not-first:border-s not-first:border-line">
            <dt className="text-micro text-text-3">{words.unknown(criticality)}</dt>
            <dd>
              <span className={is === was ? '' : 'font-title'}>{countText(is)}</span>
              {is === was ? null : <span className="block whitespace-nowrap text-text-3">{words.wasOfWas(was)}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
