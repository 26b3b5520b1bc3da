import type { Broken } from '../../engine/worker/whatif-client.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { NotApplicable, Section, Unknown } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'

const OUTCOME_WORDS: Readonly<Record<Broken['outcome'], string>> = {
  stops: 'stops',
  'comes-back': 'comes back alone',
  unknown: 'unknown, counted as stopping',
}

const SHOWN = 12

/** Consumers that contained alerts would reach, the most critical first. */
export function BrokenList({ broken, isPending }: { readonly broken: readonly Broken[]; readonly isPending: boolean }) {
  const stopping = broken.filter(({ outcome }) => outcome !== 'comes-back').length
  return (
    <Section title="What would break" aside={isPending ? 'being looked up' : `${stopping} would stop`}>
      {broken.length === 0 ? (
        <p className="text-text-2">
          {isPending ? 'Not known yet.' : 'No mapped consumer. What nobody mapped is not counted.'}
        </p>
      ) : (
        <table className="w-full text-small" aria-label="What would break">
          <thead className="text-text-3">
            <tr className="h-7">
              <th scope="col" className="text-start font-text">
                Consumer
              </th>
              <th scope="col" className="text-start font-text">
                Team
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                Crit.
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                Alerts
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                Alone
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
                  <span className="block text-text-3">{OUTCOME_WORDS[one.outcome]}</span>
                </td>
                <td className="py-1 pe-3 text-text-2">
                  {one.team === null ? <Unknown /> : <HostileText text={one.team} />}
                </td>
                <td className="py-1 ps-3 text-end tabular-nums">{one.criticality ?? <NotApplicable />}</td>
                <td className="py-1 ps-3 text-end tabular-nums">{countText(one.alerts)}×</td>
                <td className="py-1 ps-3 text-end tabular-nums">
                  {one.automatic === 0 ? 'none' : `${countText(one.automatic)}×`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {broken.length > SHOWN ? (
        <p className="pt-1 text-small text-text-3">and {broken.length - SHOWN} more, less critical</p>
      ) : null}
    </Section>
  )
}
