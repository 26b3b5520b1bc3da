import * as words from '#words/shared/work.tsx'
import { consumerCount } from '../../../domain/decision/consumer-count.ts'
import type { BrokenConsumer, Disruption } from '../../../domain/decision/decision.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { BreakageMark } from '../marks/BreakageMark.tsx'

interface BreaksProps {
  readonly disruption: Disruption
  /** Consumers named one by one before the rest is counted. */
  readonly first?: number
}

/** What an action breaks, as sentences: who stops and whose it is, who comes back, who nobody knows about. */
export function Breaks({ disruption, first = 4 }: BreaksProps) {
  const { consumers } = disruption
  const lasting = consumers.filter(({ outcome }) => outcome !== 'comes-back')
  const returning = consumers.filter(({ outcome }) => outcome === 'comes-back')
  const returns = consumerCount(returning)
  const only = returning.length === 1 ? returning[0] : undefined
  return (
    <ul className="flex flex-col gap-1 text-body">
      {lasting.slice(0, first).map((consumer) => (
        <li key={consumer.id} className="flex items-baseline gap-2">
          <BreakageMark breakage={consumer.outcome} isWordHidden />
          <span className="min-w-0 grow">
            <HostileText text={consumer.name} mono maxLength={40} />{' '}
            <span className="text-text-2">
              <HostileText text={consequenceOf(consumer)} />
            </span>
          </span>
          <span className="shrink-0 text-small text-text-3">{consumer.team ?? words.noTeam}</span>
        </li>
      ))}
      {lasting.length > first ? (
        <li className="ps-5.5 text-text-2">{words.andMore(consumerCount(lasting.slice(first)))}</li>
      ) : null}
      {returning.length > 0 ? (
        <li className="flex items-baseline gap-2 text-text-2">
          <BreakageMark breakage="comes-back" isWordHidden />
          <span className="grow">
            {only !== undefined ? <HostileText text={only.name} mono maxLength={40} /> : words.others(returns)}{' '}
            {only !== undefined && returns > 1
              ? words.standsFor(words.signsInAgain(1), returns)
              : words.signsInAgain(returns)}
          </span>
          <span className="shrink-0 text-small text-text-3">{slowestText(returning)}</span>
        </li>
      ) : null}
      {consumers.length === 0 && disruption.isComplete ? (
        <li className="text-text-2">{words.nothingThatIsKnown}</li>
      ) : null}
      {disruption.isComplete ? null : (
        <li className="flex items-baseline gap-2">
          <BreakageMark breakage="unknown" isWordHidden />
          <span className="text-doubt">{words.nobodyHasMapped}</span>
        </li>
      )}
    </ul>
  )
}

/** What happens to one consumer, from the outcome where nobody described it; and how many it stands for. */
export function consequenceOf(consumer: BrokenConsumer): string {
  const said =
    consumer.consequence ??
    (consumer.outcome === 'comes-back'
      ? words.signsInAgainByItself
      : consumer.outcome === 'stops'
        ? words.stopsUntilSomebody
        : words.mayStop)
  return consumer.standsFor > 1 ? words.standsFor(said, consumer.standsFor) : said
}

function slowestText(consumers: readonly BrokenConsumer[]): string {
  const known = consumers.flatMap(({ recoverySeconds }) => (recoverySeconds === null ? [] : [recoverySeconds]))
  return known.length === 0 ? words.timeUnknown : `≈ ${secondsText(Math.max(...known))}`
}

/** `90 s`, `40 min`, `3 h`: lengths in sentences. */
export function secondsText(seconds: number): string {
  if (seconds < 120) return words.secondsLong(seconds)
  return seconds < 7200 ? words.minutesLong(Math.round(seconds / 60)) : words.hoursLong(Math.round(seconds / 3600))
}
