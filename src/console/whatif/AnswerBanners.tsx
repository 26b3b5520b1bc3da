import * as words from '#words/whatif.tsx'
import { useIsOffline } from '../shared/connection.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import type { Answers } from './answers.ts'
import { useAnswers } from './use-lab.ts'

/** What keeps the numbers below from being those of the draft. */
export function AnswerBanners({ answers }: { readonly answers: Answers }) {
  const isOffline = useIsOffline()
  const failure = useAnswers(answers, (state) => state.failure)
  const isStopped = useAnswers(answers, (state) => state.isStopped)
  const isLate = useAnswers(answers, ({ isRunLate }) => isRunLate)
  const estimate = useAnswers(answers, (state) => state.estimate)
  const progress = useAnswers(answers, (state) => state.progress)
  const read = progress === null ? '' : ` ${Math.floor((100 * progress.read) / progress.of)} % read.`
  return (
    <>
      {isOffline ? (
        <Banner tone="doubt" title={words.theGateway}>
          {words.tryingGoes}
        </Banner>
      ) : null}
      {failure === null ? null : (
        <Banner
          tone="bad"
          title={words.failures[failure.because]}
          action={<Button onClick={() => answers.again()}>{words.tryAgain}</Button>}
        >
          {failure.message === '' ? words.theNumbersBelow : failure.message}
        </Banner>
      )}
      {isStopped ? (
        <Banner
          tone="plain"
          title={words.stopped}
          action={<Button onClick={() => answers.again()}>{words.countThisDraft}</Button>}
        >
          {estimate === null ? words.theNumbersBelow : words.theNumbersBelowAreEstimates}
        </Banner>
      ) : null}
      {estimate !== null && !isStopped && !isLate ? (
        <Banner
          tone="doubt"
          title={words.estimates}
          action={failure === null ? <Button onClick={() => answers.stop()}>{words.stop}</Button> : undefined}
        >
          {words.fromOfAlertsDrawn(estimate.counted, estimate.alerts, failure === null, read)}
        </Banner>
      ) : null}
      {isLate && failure === null && !isStopped ? (
        <Banner
          tone="plain"
          title={words.beingCounted}
          action={<Button onClick={() => answers.stop()}>{words.stop}</Button>}
        >
          {words.theNumbersBelowOfRead(read)}
        </Banner>
      ) : null}
    </>
  )
}
