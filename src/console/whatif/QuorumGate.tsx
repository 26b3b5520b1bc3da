import { Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import * as words from '#words/policy.tsx'
import type { SeatTrouble } from '../../domain/policy/quorum-people.ts'
import { sayConsequence } from '../../domain/policy/quorum-words.ts'
import { minutesOf } from '../../domain/policy/silence-minutes.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { QuorumStage } from './QuorumStage.tsx'
import { type AskingGate, addStage, type Stages } from './quorum-edits.ts'
import { Refusal } from './Refusal.tsx'

/** A wish that the policy refused, at the place where it was made. */
export interface RefusedAt {
  readonly place: string
  readonly because: string
}

/** Puts other stages in place of these and answers whether the policy lets it. `place` is where a refusal is shown. */
export type ChangeStages = (place: string, next: Stages, gesture?: string | null) => boolean

interface QuorumGateProps {
  readonly gate: AskingGate
  readonly stages: Stages
  readonly was: Stages
  /** How long a plan waits, ms. */
  readonly waitMs: number
  /** When silence is passed on where a stage has no chain of its own: to every approver, then to managers, percent. */
  readonly usualPercent: readonly [number, number]
  readonly troubles: readonly SeatTrouble[]
  readonly refusal: RefusedAt | null
  readonly onChange: ChangeStages
}

const WORDS: Readonly<Record<AskingGate, { readonly title: string; readonly baseline: string }>> = {
  'one-approval': { title: words.oneApproval, baseline: words.neverFewer },
  'two-approvals': { title: words.twoApprovals, baseline: words.neverFewerThanTwo },
}

/** The stages of one gate: what they come to in words, then stage after stage. All of them are counted at the same time. */
export function QuorumGate(props: QuorumGateProps) {
  const { gate, stages, was, waitMs, usualPercent, troubles, refusal, onChange } = props
  const box = useRef<HTMLDivElement>(null)
  // Where the focus goes once what was asked for is drawn: what had it may have moved or gone.
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const place = box.current?.querySelector<HTMLElement>(`[data-place="${wanted.current}"]`)
    if (place == null) return
    wanted.current = null
    const control = place.matches('input, button') ? place : place.querySelector<HTMLElement>('input, button')
    control?.focus()
  })
  const focusNext = (place: string) => {
    wanted.current = place
  }

  const { title, baseline } = WORDS[gate]
  const isChanged = JSON.stringify(stages) !== JSON.stringify(was)
  const usual = [
    { afterPercent: usualPercent[0], tell: 'approvers' as const },
    { afterPercent: usualPercent[1], tell: 'managers' as const },
  ].toSorted((a, b) => a.afterPercent - b.afterPercent)
  const minutes = (percent: number) => words.minutes(minutesOf(percent, waitMs))
  const ofAll = troubles.filter(({ wishes }) => wishes.length === 0)
  const append = () => {
    if (onChange('add', addStage(stages))) focusNext(`${stages.length}.title`)
  }
  return (
    <Section
      title={title}
      aside={
        isChanged ? (
          <Button look="ghost" className="min-h-5! px-1!" onClick={() => onChange('reset', was)}>
            {words.reset(<span className="sr-only">{title}</span>)}
          </Button>
        ) : (
          baseline
        )
      }
    >
      <div
        ref={box}
        className="-mx-1 flex flex-col gap-3 px-1 [contain-intrinsic-size:auto_240px] [content-visibility:auto]"
      >
        <div>
          {sayConsequence(stages, usual, minutes).map((sentence, i) => (
            // A sentence stands for its stage, which has no name of its own.
            <p key={`${i} ${sentence}`} className={isChanged ? 'text-small' : 'text-small text-text-2'}>
              <HostileText text={sentence} className="whitespace-normal!" />
            </p>
          ))}
          {ofAll.map(({ isFatal, say }) => (
            <Refusal key={say} isBad={isFatal} text={say} />
          ))}
        </div>
        {stages.map((stage, at) => (
          <QuorumStage
            // Stages have no names of their own that would have to differ.
            key={`${gate} ${at}`}
            gate={gate}
            stages={stages}
            stage={stage}
            at={at}
            waitMs={waitMs}
            usual={usual}
            troubles={troubles}
            refusal={refusal}
            onChange={onChange}
            onFocusNext={focusNext}
          />
        ))}
        <div>
          <Button
            look="ghost"
            className="-ms-2.5"
            icon={<Plus aria-hidden size={14} />}
            data-place="add"
            aria-describedby={refusal?.place === 'add' ? `${gate}-refused` : undefined}
            onClick={append}
          >
            {words.addAStage}
          </Button>
          {refusal?.place === 'add' || refusal?.place === 'reset' ? (
            <Refusal id={`${gate}-refused`} isNew text={refusal.because} />
          ) : null}
        </div>
      </div>
    </Section>
  )
}
