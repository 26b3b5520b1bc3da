import { Plus, X } from 'lucide-react'
import * as words from '#words/policy.tsx'
import { AUDIENCES } from '../../domain/plan/plan-words.ts'
import { type Escalation, FINEST_SHARE } from '../../domain/plan/stage.ts'
import { AUDIENCE_WORDS } from '../../domain/policy/quorum-words.ts'
import { minutesOf, percentOf } from '../../domain/policy/silence-minutes.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Select } from '../ui/Select.tsx'
import type { QuorumStageProps } from './QuorumStage.tsx'
import { addTelling, without, withStage } from './quorum-edits.ts'
import { Refusal } from './Refusal.tsx'
import { SmallNumber } from './SmallNumber.tsx'

interface StageSilenceProps extends QuorumStageProps {
  /** "stage 1, Access" */
  readonly name: string
}

/** To whom the silence of a stage is passed on, and after how many minutes: as usual, or by a chain of its own. */
export function StageSilence(props: StageSilenceProps) {
  const { stages, stage, at, waitMs, usual, refusal, onChange, onFocusNext, name } = props
  const { silence } = stage
  const put = (place: string, chain: readonly Escalation[] | null, gesture?: string) => {
    const own = chain === null ? null : [...chain]
    return onChange(`${at}.silence${place}`, withStage(stages, at, { silence: own }), gesture)
  }
  const refusedAt = (place: string) => (refusal?.place === `${at}.silence${place}` ? refusal.because : null)
  const ofAll = refusedAt('')
  return (
    <div className="w-full">
      <Checkbox
        isChecked={silence === null}
        // Those of the usual chain that can be kept: it may stand at 0 or 100, where nobody is told.
        onChange={(isUsual) =>
          put(
            '',
            isUsual ? null : usual.filter(({ afterPercent }) => afterPercent >= FINEST_SHARE && afterPercent < 100),
          )
        }
      >
        <span className="text-small text-text-2">
          {words.silenceAsUsual(<span className="sr-only"> {words.inIt(name)}</span>)}
        </span>
      </Checkbox>
      {ofAll === null ? null : <Refusal isNew text={ofAll} />}
      {silence === null ? null : (
        <>
          <ol aria-label={words.silenceOf(name)} className="flex flex-col gap-1">
            {silence.map((step, i) => {
              const because = refusedAt(`.${i}`)
              const id = `silence-${at}-${i}`
              return (
                // A step has nothing but its place in the chain.
                <li key={`${at} ${i}`}>
                  <div className="flex items-center gap-1.5 text-small text-text-3">
                    {words.after}
                    <SmallNumber
                      place={words.silence(at, i)}
                      label={words.minutesUntilStep(i + 1, name)}
                      value={minutesOf(step.afterPercent, waitMs)}
                      min={1}
                      max={Math.max(1, minutesOf(100, waitMs) - 1)}
                      refusalId={because === null ? null : id}
                      onChange={(minutes, gesture) =>
                        put(`.${i}`, replaced(silence, i, { afterPercent: percentOf(minutes, waitMs) }), gesture)
                      }
                    />
                    {words.minTell}
                    <Select
                      label={words.whoIsToldInStep(i + 1, name)}
                      value={step.tell}
                      onChange={(tell) => put(`.${i}`, replaced(silence, i, { tell }))}
                      choices={AUDIENCES.map((value) => ({ value, label: AUDIENCE_WORDS[value] }))}
                      className="min-h-6! min-w-0 grow px-2! text-text"
                    />
                    <IconButton
                      label={words.removeStep(i + 1, name)}
                      icon={<X aria-hidden size={13} />}
                      className="size-6!"
                      onClick={() => {
                        const next = i === 0 ? 'more' : String(i - 1)
                        if (put(`.${i}`, without(silence, i))) onFocusNext(`${at}.silence.${next}`)
                      }}
                    />
                  </div>
                  {because === null ? null : <Refusal id={id} isNew text={because} />}
                </li>
              )
            })}
          </ol>
          <Button
            look="ghost"
            className="-ms-2.5 min-h-6!"
            data-place={`${at}.silence.more`}
            icon={<Plus aria-hidden size={13} />}
            onClick={() => {
              if (put('', addTelling(silence))) onFocusNext(`${at}.silence.${silence.length}`)
            }}
          >
            {silence.length === 0 ? words.nobodyIsTold : words.thenTell}
          </Button>
        </>
      )}
    </div>
  )
}

function replaced(chain: readonly Escalation[], at: number, change: Partial<Escalation>): readonly Escalation[] {
  return chain.map((step, i) => (i === at ? { ...step, ...change } : step))
}
