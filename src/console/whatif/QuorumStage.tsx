import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import * as words from '#words/policy.tsx'
import type { Escalation } from '../../domain/plan/stage.ts'
import type { SeatTrouble } from '../../domain/policy/quorum-people.ts'
import { MOST_SEATS, type StageRule } from '../../domain/policy/quorum-rules.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import type { ChangeStages, RefusedAt } from './QuorumGate.tsx'
import { type AskingGate, moved, type Stages, without, withSeatCount, withStage } from './quorum-edits.ts'
import { Refusal } from './Refusal.tsx'
import { SeatRow } from './SeatRow.tsx'
import { SmallNumber } from './SmallNumber.tsx'
import { StageSilence } from './StageSilence.tsx'

export interface QuorumStageProps {
  readonly gate: AskingGate
  readonly stages: Stages
  readonly stage: StageRule
  /** Its place among the stages, from 0. */
  readonly at: number
  readonly waitMs: number
  /** The chain of silence where it has none of its own. */
  readonly usual: readonly Escalation[]
  readonly troubles: readonly SeatTrouble[]
  readonly refusal: RefusedAt | null
  readonly onChange: ChangeStages
  /** Where the focus goes when what was asked for is drawn. */
  readonly onFocusNext: (place: string) => void
}

/** One stage: its name, m of n, its seats, and what becomes of silence. */
export function QuorumStage(props: QuorumStageProps) {
  const { gate, stages, stage, at, troubles, refusal, onChange, onFocusNext } = props
  const name = `stage ${at + 1}, ${stage.title}`
  const refusedId = `${gate}-${at}-refused`
  const own = [`${at}.title`, `${at}.need`, `${at}.seats`, `${at}.place`].includes(refusal?.place ?? '')
  const put = (place: string, change: Partial<StageRule>, gesture?: string) =>
    onChange(`${at}.${place}`, withStage(stages, at, change), gesture)
  const shift = (by: 1 | -1) => {
    if (stages[at + by] === undefined) return
    if (onChange(`${at}.place`, moved(stages, at, by))) onFocusNext(`${at + by}.${by === 1 ? 'later' : 'earlier'}`)
  }
  return (
    <div role="group" aria-label={name} className="border-s-2 border-line ps-3">
      <div className="flex items-center gap-1.5">
        <StageTitle
          place={words.title(at)}
          label={words.nameOf(name)}
          value={stage.title}
          refusalId={refusal?.place === `${at}.title` ? refusedId : null}
          onChange={(title, gesture) => put('title', { title }, gesture)}
        />
        <SmallNumber
          place={words.need(at)}
          label={words.peopleNeeded(name)}
          value={stage.need}
          min={1}
          max={stage.seats.length}
          refusalId={refusal?.place === `${at}.need` ? refusedId : null}
          onChange={(need, gesture) => put('need', { need }, gesture)}
        />
        <span className="text-small text-text-3">{words.countOf}</span>
        <SmallNumber
          place={words.seats(at)}
          label={words.seatsIn(name)}
          value={stage.seats.length}
          min={1}
          max={MOST_SEATS}
          refusalId={refusal?.place === `${at}.seats` ? refusedId : null}
          onChange={(count, gesture) => put('seats', withSeatCount(stage, Math.min(count, MOST_SEATS + 1)), gesture)}
        />
        {stages.length === 1 ? null : (
          <span className="flex">
            <IconButton
              data-place={`${at}.earlier`}
              label={words.moveUp(name)}
              disabledBecause={at === 0 ? words.isFirst : null}
              icon={<ArrowUp aria-hidden size={13} />}
              className="size-6!"
              onClick={() => shift(-1)}
            />
            <IconButton
              data-place={`${at}.later`}
              label={words.moveDown(name)}
              disabledBecause={at === stages.length - 1 ? words.isLast : null}
              icon={<ArrowDown aria-hidden size={13} />}
              className="size-6!"
              onClick={() => shift(1)}
            />
            <IconButton
              label={words.remove(name)}
              icon={<X aria-hidden size={13} />}
              className="size-6!"
              onClick={() => {
                if (onChange(`${at}.place`, without(stages, at))) onFocusNext(`${Math.max(0, at - 1)}.title`)
              }}
            />
          </span>
        )}
      </div>
      {own && refusal !== null ? <Refusal id={refusedId} isNew text={refusal.because} /> : null}
      <ul aria-label={words.seatsOf(name)} className="mt-1.5 flex flex-col gap-1">
        {stage.seats.map((wish, i) => (
          <SeatRow
            // Seats have nothing but their place.
            key={`${at} ${i}`}
            {...props}
            wish={wish}
            seat={i}
            troubles={troubles.filter(({ wishes }) => wishes.includes(wish) && stage.seats.indexOf(wish) === i)}
          />
        ))}
      </ul>
      <div className="mt-0.5 flex flex-col items-start">
        <Button
          look="ghost"
          className="-ms-2.5 min-h-6!"
          icon={<Plus aria-hidden size={13} />}
          onClick={() => {
            const count = stage.seats.length
            if (put('seats', withSeatCount(stage, count + 1))) onFocusNext(`${at}.seat.${count}`)
          }}
        >
          {words.addASeat}
        </Button>
        <StageSilence {...props} name={name} />
      </div>
    </div>
  )
}

interface StageTitleProps {
  readonly place: string
  readonly label: string
  readonly value: string
  readonly refusalId: string | null
  readonly onChange: (title: string, gesture: string) => void
}

let titles = 0

/** The name of a stage, as approvers read it. What is refused while it is written stands there until the field is left. */
function StageTitle({ place, label, value, refusalId, onChange }: StageTitleProps) {
  const gesture = useRef('')
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <input
      data-place={place}
      type="text"
      autoComplete="off"
      aria-label={label}
      aria-invalid={refusalId !== null || undefined}
      aria-describedby={refusalId ?? undefined}
      maxLength={60}
      value={typed ?? value}
      onFocus={() => {
        titles += 1
        gesture.current = `title ${titles}`
      }}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(event.target.value.trim(), gesture.current)
      }}
      onBlur={() => setTyped(null)}
      className="h-6 min-w-0 grow rounded-s border border-transparent bg-transparent px-1 -ms-1 text-small font-title hover:border-line-strong focus:border-line-strong focus:bg-sunken touch:h-11"
    />
  )
}
