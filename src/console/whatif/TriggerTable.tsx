import * as words from '#words/whatif.tsx'
import type { TriggerCounts, TriggerFacts } from '../../engine/worker/whatif-client.ts'
import { shareInterval } from '../shared/share-interval.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { NotApplicable } from '../ui/layout.tsx'
import { countText, shareText } from '../ui/number-text.ts'
import type { Answers } from './answers.ts'
import { judgedOf } from './counts.ts'
import { LateSection } from './LateSection.tsx'
import { useRested } from './use-lab.ts'

const SHOWN = 14

/** How often each trigger's own steps would be right, and how many of the true attacks they would meet. */
export function TriggerTable({
  answers,
  triggers,
}: {
  readonly answers: Answers
  readonly triggers: readonly TriggerFacts[]
}) {
  const { run, isLate } = useRested(answers, 3)
  if (run === null) return null
  const { before, after } = run.answer.run
  const rows = after.triggers
    .map((is, i) => ({ is, was: before.triggers[i], trigger: triggers[i] ?? null, place: i }))
    .filter(({ is, was }) => is.alerts > 0 || (was?.alerts ?? 0) > 0)
    .sort((a, b) => b.is.automatic - a.is.automatic || b.is.contained - a.is.contained || b.is.alerts - a.is.alerts)
  return (
    <LateSection title={words.precisionAndRecall} aside={words.ofSteps} isLate={isLate}>
      <table className="w-full text-small" aria-label={words.precisionAndRecallByTrigger}>
        <thead className="text-text-3">
          <tr className="h-7">
            <th scope="col" className="text-start font-text">
              {words.trigger}
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              {words.contained}
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              {words.automatic}
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              {words.right}
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              {words.met}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ is, was, trigger, place }) => (
            <tr key={place} className="border-t border-line tabular-nums">
              <td className="max-w-50 truncate py-1 pe-2">
                {trigger === null ? (
                  <span className="text-text-3">{words.noTrigger}</span>
                ) : (
                  <HostileText text={trigger.title} />
                )}
              </td>
              <td className="py-1 ps-3 text-end">
                <Change is={is.contained} was={was?.contained ?? 0} />
              </td>
              <td className="py-1 ps-3 text-end">
                <Change is={is.automatic} was={was?.automatic ?? 0} />
              </td>
              <Precision counts={is} />
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN ? <p className="pt-1 text-small text-text-3">{words.andMore(rows.length - SHOWN)}</p> : null}
    </LateSection>
  )
}

function Change({ is, was }: { readonly is: number; readonly was: number }) {
  return (
    <>
      <span className={is === was ? '' : 'font-title'}>{countText(is)}</span>
      {is === was ? null : <span className="block text-text-3">{words.wasOfWas(was)}</span>}
    </>
  )
}

function Precision({ counts }: { readonly counts: TriggerCounts }) {
  const automatic = judgedOf(counts.automaticDispositions)
  const all = judgedOf(counts.dispositions)
  return (
    <>
      <Share part={automatic.right} of={automatic.judged} />
      <Share part={automatic.right} of={all.right} />
    </>
  )
}

function Share({ part, of }: { readonly part: number; readonly of: number }) {
  const interval = shareInterval(part, of)
  return (
    <td className="py-1 ps-3 text-end">
      {interval === null ? <NotApplicable /> : shareText(part, of)}
      {interval === null ? null : (
        <span className="block text-text-3">
          {interval.low}–{interval.high} %
        </span>
      )}
    </td>
  )
}
