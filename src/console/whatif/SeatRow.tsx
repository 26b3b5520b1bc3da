import { ArrowDown, ArrowUp, X } from 'lucide-react'
import * as words from '#words/policy.tsx'
import { APPROVER_DOMAINS } from '../../domain/people/domains.ts'
import type { SeatWish } from '../../domain/policy/quorum-rules.ts'
import { WISH_WORDS } from '../../domain/policy/quorum-words.ts'
import { IconButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import type { QuorumStageProps } from './QuorumStage.tsx'
import { moved, withoutSeat, withStage, withWish } from './quorum-edits.ts'
import { Refusal } from './Refusal.tsx'

interface SeatRowProps extends QuorumStageProps {
  readonly wish: SeatWish
  /** Its place among the seats of the stage, from 0. */
  readonly seat: number
}

const CHOICES: readonly SeatWish[] = ['anybody', 'owner-team', 'action-owner', ...APPROVER_DOMAINS]

/** One seat: who may take it, and its place among the others. */
export function SeatRow(props: SeatRowProps) {
  const { gate, stages, stage, at, wish, seat, troubles, refusal, onChange, onFocusNext } = props
  const place = `${at}.seat.${seat}`
  const name = words.seatOfStage(seat + 1, at + 1)
  const shift = (by: 1 | -1) => {
    if (stage.seats[seat + by] === undefined) return
    const seats = [...moved(stage.seats, seat, by)]
    const next = `${at}.seat.${seat + by}.${by === 1 ? 'later' : 'earlier'}`
    if (onChange(place, withStage(stages, at, { seats }))) onFocusNext(next)
  }
  // One approval never has a seat of the owner's team: what takes two people is another gate.
  const choices = CHOICES.filter((choice) => gate === 'two-approvals' || choice !== 'owner-team')
  return (
    <li>
      <div className="flex items-center gap-0.5">
        <span data-place={place} className="flex min-w-0 grow">
          <Select
            label={words.whoMayTake(name)}
            value={wish}
            onChange={(next) => onChange(place, withWish(stages, { stage: at, seat }, next))}
            choices={choices.map((value) => ({ value, label: WISH_WORDS[value] }))}
            className="min-h-6! min-w-0 grow px-2!"
          />
        </span>
        {stage.seats.length === 1 ? null : (
          <>
            <IconButton
              data-place={`${place}.earlier`}
              label={words.moveUp(name)}
              disabledBecause={seat === 0 ? words.isFirst : null}
              icon={<ArrowUp aria-hidden size={13} />}
              className="size-6!"
              onClick={() => shift(-1)}
            />
            <IconButton
              data-place={`${place}.later`}
              label={words.moveDown(name)}
              disabledBecause={seat === stage.seats.length - 1 ? words.isLast : null}
              icon={<ArrowDown aria-hidden size={13} />}
              className="size-6!"
              onClick={() => shift(1)}
            />
            <IconButton
              label={words.remove(name)}
              icon={<X aria-hidden size={13} />}
              className="size-6!"
              onClick={() => {
                if (onChange(place, withStage(stages, at, withoutSeat(stage, seat)))) {
                  onFocusNext(`${at}.seat.${Math.max(0, seat - 1)}`)
                }
              }}
            />
          </>
        )}
      </div>
      {refusal?.place === place ? <Refusal isNew text={refusal.because} /> : null}
      {troubles.map(({ isFatal, say }) => (
        <Refusal key={say} isBad={isFatal} text={say} />
      ))}
    </li>
  )
}
