import { useIsOffline } from '../shared/connection.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { countText } from '../ui/number-text.ts'
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
        <Banner tone="doubt" title="The gateway does not answer.">
          Trying goes on with the history that is loaded. Saving and proposing wait.
        </Banner>
      ) : null}
      {failure === null ? null : (
        <Banner
          tone="bad"
          title={FAILURES[failure.because]}
          action={<Button onClick={() => answers.again()}>Try again</Button>}
        >
          {failure.message === '' ? 'The numbers below are of an earlier draft.' : failure.message}
        </Banner>
      )}
      {isStopped ? (
        <Banner
          tone="plain"
          title="Stopped."
          action={<Button onClick={() => answers.again()}>Count this draft</Button>}
        >
          {estimate === null ? 'The numbers below are of an earlier draft.' : 'The numbers below are estimates.'}
        </Banner>
      ) : null}
      {estimate !== null && !isStopped && !isLate ? (
        <Banner
          tone="doubt"
          title="Estimates."
          action={failure === null ? <Button onClick={() => answers.stop()}>Stop</Button> : undefined}
        >
          From {countText(estimate.counted)} of {countText(estimate.alerts)} alerts, drawn by chance.
          {failure === null ? ` All of them are being counted.${read}` : ''}
        </Banner>
      ) : null}
      {isLate && failure === null && !isStopped ? (
        <Banner tone="plain" title="Being counted." action={<Button onClick={() => answers.stop()}>Stop</Button>}>
          The numbers below are of the draft before.{read}
        </Banner>
      ) : null}
    </>
  )
}

const FAILURES = {
  hang: 'The worker fell silent over this draft and was replaced.',
  crash: 'The browser ended the worker over this draft.',
  fault: 'This draft could not be counted.',
} as const
