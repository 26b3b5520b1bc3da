import * as words from '#words/whatif.tsx'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { NotApplicable } from '../ui/layout.tsx'
import { AlertLink, WhatAndWho } from './AlertCells.tsx'
import type { Answers } from './answers.ts'
import { LateSection } from './LateSection.tsx'
import { useRested } from './use-lab.ts'

const SHOWN = 10

/** The top of the queue as the draft would order it: by priority, of the same the newest first. */
export function QueueHead({ answers }: { readonly answers: Answers }) {
  const { lists, isLate } = useRested(answers, 5)
  const head = lists?.answer.head ?? []
  return (
    <LateSection
      title={words.headOfTheQueue}
      aside={lists === null ? words.beingLookedUp : words.byPriorityOpen}
      isLate={isLate}
    >
      {head.length === 0 ? (
        <p className="text-text-2">{lists === null ? words.notKnownYet : words.theDraftRaises}</p>
      ) : (
        <table className="w-full text-small" aria-label={words.headOfTheQueue}>
          <thead className="text-text-3">
            <tr className="h-7">
              <th scope="col" className="pe-3 text-start font-text">
                {words.alert}
              </th>
              <th scope="col" className="pe-3 text-start font-text">
                {words.triggerAndIdentity}
              </th>
              <th scope="col" className="pe-3 text-start font-text">
                {words.answer}
              </th>
              <th scope="col" className="text-end font-text">
                {words.priority}
              </th>
            </tr>
          </thead>
          <tbody>
            {head.slice(0, SHOWN).map(({ number, priority, was, identity, trigger, outcome }) => (
              <tr key={number} className="border-t border-line align-top">
                <td className="py-1.5 pe-3">
                  <AlertLink number={number} />
                </td>
                <td className="w-full max-w-0 py-1.5 pe-3">
                  <WhatAndWho trigger={trigger} identity={identity} />
                </td>
                <td className="py-1.5 pe-3">
                  <span className="inline-flex flex-col items-start gap-0.5 whitespace-nowrap">
                    <TierMark tier={outcome.tier} words="short" />
                    <GateMark gate={outcome.gate} words="short" />
                  </span>
                </td>
                <td className="py-1.5 text-end whitespace-nowrap tabular-nums">
                  <span className={was === priority ? '' : 'font-title'}>{priority}</span>
                  {was === priority ? null : (
                    <span className="block text-text-3">
                      {words.wasWord} {was === null ? <NotApplicable /> : was}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </LateSection>
  )
}
