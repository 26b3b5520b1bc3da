import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/whatif.tsx'
import type { Moved, Outcome } from '../../engine/worker/whatif-client.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { Button } from '../ui/Button.tsx'
import { countText } from '../ui/number-text.ts'
import { AlertLink, WhatAndWho } from './AlertCells.tsx'
import type { Answers } from './answers.ts'
import { LateSection } from './LateSection.tsx'
import { useRested } from './use-lab.ts'
import { factorWords } from './words.ts'

/** Rows at first: what a screen holds. */
const FIRST = 12

/** Alerts that the draft answers differently, those alike in one row, each with the one thing that moved it. */
export function MovedList({ answers }: { readonly answers: Answers }) {
  const { run, lists, isLate } = useRested(answers, 1)
  const [isWhole, setIsWhole] = useState(false)
  const all = (lists?.answer.moved ?? []).filter((one) => one.alerts > 0)
  const shown = isWhole ? all : all.slice(0, FIRST)
  const alerts = run?.answer.run.after.moved.alerts ?? 0
  return (
    <LateSection
      title={words.alertsThatMoved}
      aside={lists === null ? words.beingLookedUp : words.theOneThing(alerts)}
      isLate={isLate}
    >
      {alerts === 0 ? (
        <p className="text-text-2">{words.noneTheDraftAnswers}</p>
      ) : (
        <div className="overflow-x-auto" data-ring="inside" {...SCROLLED}>
          <table className="w-full min-w-110 text-small" aria-label={words.alertsThatMoved}>
            <thead className="text-start text-text-3">
              <tr className="h-7">
                <th scope="col" className="pe-3 text-start font-text">
                  {words.alerts}
                </th>
                <th scope="col" className="pe-3 text-start font-text">
                  {words.triggerAndIdentity}
                </th>
                <th scope="col" className="pe-3 text-start font-text">
                  {words.moved}
                </th>
                <th scope="col" className="text-start font-text">
                  {words.singleFactor}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.caseIndex} className="border-t border-line align-top">
                  <td className="py-1.5 pe-3 tabular-nums">
                    <span className="block">{countText(one.alerts)}×</span>
                    {one.numbers.slice(0, 1).map((number) => (
                      <AlertLink key={number} number={number} />
                    ))}
                  </td>
                  <td className="w-full max-w-0 min-w-32 py-1.5 pe-3">
                    <WhatAndWho trigger={one.trigger} identity={one.identity} />
                  </td>
                  <td className="py-1.5 pe-3">
                    <span className="inline-flex items-center gap-1.5">
                      <Answer outcome={one.from} isGateShown={isGateMoved(one)} />
                      <ArrowRight aria-hidden size={12} className="text-text-3" />
                      <span className="sr-only">{words.toWord}</span>
                      <Answer outcome={one.to} isGateShown={isGateMoved(one)} />
                    </span>
                  </td>
                  <td className="min-w-24 py-1.5 text-text-2">{factorWords(one.factor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length === all.length ? null : (
            <Button look="ghost" className="mt-1" onClick={() => setIsWhole(true)}>
              {words.showMore(all.length - shown.length)}
            </Button>
          )}
        </div>
      )}
    </LateSection>
  )
}

const SCROLLED = { role: 'group', tabIndex: 0, 'aria-label': words.alertsThatMoved } as const

/** The gate is worth its room only where it is what changed. */
function isGateMoved({ from, to }: Moved): boolean {
  return from !== null && to !== null && from.gate !== to.gate
}

function Answer({ outcome, isGateShown }: { readonly outcome: Outcome | null; readonly isGateShown: boolean }) {
  if (outcome === null) return <span className="whitespace-nowrap text-text-3">{words.noAlertWord}</span>
  return (
    <span className="inline-flex flex-col items-start gap-0.5">
      <TierMark tier={outcome.tier} words="short" />
      {isGateShown ? <GateMark gate={outcome.gate} words="short" /> : null}
    </span>
  )
}
