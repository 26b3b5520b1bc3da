import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import type { Moved, Outcome } from '../../engine/worker/whatif-client.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import { factorWords } from './words.ts'

interface MovedListProps {
  readonly moved: readonly Moved[]
  /** Alerts that moved in all. */
  readonly alerts: number
  readonly isPending: boolean
}

/** Alerts that the draft answers differently, those alike in one row, each with the one thing that moved it. */
export function MovedList({ moved, alerts, isPending }: MovedListProps) {
  const shown = moved.filter((one) => one.alerts > 0)
  return (
    <Section
      title="Alerts that moved"
      aside={isPending ? 'being looked up' : `${countText(alerts)} · the one thing that moved each`}
    >
      {alerts === 0 ? (
        <p className="text-text-2">None. The draft answers every alert as before.</p>
      ) : (
        <div className="max-h-120 overflow-auto" data-ring="inside" {...SCROLLED}>
          <table className="w-full min-w-110 text-small">
            <thead className="text-start text-text-3">
              <tr className="h-7">
                <th scope="col" className="pe-3 text-start font-text">
                  Alerts
                </th>
                <th scope="col" className="pe-3 text-start font-text">
                  Trigger and identity
                </th>
                <th scope="col" className="pe-3 text-start font-text">
                  Moved
                </th>
                <th scope="col" className="text-start font-text">
                  Single factor
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.caseIndex} className="border-t border-line align-top">
                  <td className="py-1.5 pe-3 tabular-nums">
                    <span className="block">{countText(one.alerts)}×</span>
                    {one.numbers.slice(0, 1).map((number) => (
                      <Link
                        key={number}
                        to="/queue"
                        search={{ text: `A-${number}` }}
                        className="font-mono whitespace-nowrap text-accent underline-offset-2 hover:underline"
                      >
                        A-{number}
                      </Link>
                    ))}
                  </td>
                  <td className="w-full max-w-0 min-w-32 py-1.5 pe-3">
                    <span className="block truncate">
                      {one.trigger === null ? (
                        <span className="text-text-3">no trigger</span>
                      ) : (
                        <HostileText text={one.trigger} />
                      )}
                    </span>
                    <span className="block truncate text-text-3">
                      {one.identity === null ? 'no identity' : <HostileText text={one.identity} mono />}
                    </span>
                  </td>
                  <td className="py-1.5 pe-3">
                    <span className="inline-flex items-center gap-1.5">
                      <Answer outcome={one.from} isGateShown={isGateMoved(one)} />
                      <ArrowRight aria-hidden size={12} className="text-text-3" />
                      <span className="sr-only">to</span>
                      <Answer outcome={one.to} isGateShown={isGateMoved(one)} />
                    </span>
                  </td>
                  <td className="min-w-24 py-1.5 text-text-2">{factorWords(one.factor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

const SCROLLED = { role: 'group', tabIndex: 0, 'aria-label': 'Alerts that moved' } as const

/** The gate is worth its room only where it is what changed. */
function isGateMoved({ from, to }: Moved): boolean {
  return from !== null && to !== null && from.gate !== to.gate
}

function Answer({ outcome, isGateShown }: { readonly outcome: Outcome | null; readonly isGateShown: boolean }) {
  if (outcome === null) return <span className="whitespace-nowrap text-text-3">no alert</span>
  return (
    <span className="inline-flex flex-col items-start gap-0.5">
      <TierMark tier={outcome.tier} words="short" />
      {isGateShown ? <GateMark gate={outcome.gate} words="short" /> : null}
    </span>
  )
}
