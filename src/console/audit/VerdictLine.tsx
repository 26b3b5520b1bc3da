import { CircleAlert, ShieldCheck } from 'lucide-react'
import * as words from '#words/audit.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { RecordMark } from '../shared/marks/RecordMark.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { countText } from '../ui/number-text.ts'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { tallyOf, verdictSentence } from './record-rows.ts'
import type { Verdict } from './verify-client.ts'

interface VerdictLineProps {
  readonly verdict: Verdict
  /** Entries there are now, checked or not. */
  readonly newest: number
  readonly onRetry: () => void
  readonly onShow: (sequence: number) => void
}

/** What this browser found, never what the gateway says of itself. */
export function VerdictLine({ verdict, newest, onRetry, onShow }: VerdictLineProps) {
  if (verdict.kind === 'failed') {
    const { title, detail } = failureWords(verdict.error)
    return (
      <Banner
        tone="doubt"
        icon={<CircleAlert aria-hidden size={16} />}
        title={words.notVerified(title)}
        action={<Button onClick={onRetry}>{words.verifyAgain}</Button>}
      >
        {detail}
      </Banner>
    )
  }
  if (verdict.kind !== 'done') {
    const [checked, size] = verdict.kind === 'running' ? [verdict.checked, verdict.size] : [0, 0]
    const said = words.checking(size, checked)
    return (
      <div className="flex shrink-0 flex-col gap-1.5 border-b border-line px-4 py-2.5" role="status">
        <p className="text-text-2 tabular-nums">{words.thisBrowserChecks(said)}</p>
        <ProgressBar label={words.verification} value={checked} max={Math.max(1, size)} valueText={said} />
      </div>
    )
  }
  const { report, size, since } = verdict
  const tally = tallyOf(report, size, Math.max(size, newest))
  const first = report.broken[0]
  return (
    <div className="flex shrink-0 flex-col gap-1.5 border-b border-line px-4 py-2.5" role="status">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <p className="flex items-center gap-2">
          {report.isIntact ? (
            <ShieldCheck aria-hidden size={16} className="text-ok" />
          ) : (
            <CircleAlert aria-hidden size={16} className="text-bad" />
          )}
          <span className={report.isIntact ? 'font-title text-ok' : 'font-title text-bad'}>
            {verdictSentence(report, size)}
          </span>
          <span className="text-text-2">
            {words.checkedInThisBrowser(
              (verdict.wholeMs / 1000).toFixed(1),
              since === null ? words.forTheFirstTime : words.afterItHadSeen(since.size),
            )}
          </span>
          {first === undefined ? null : <Button onClick={() => onShow(first.sequence)}>{words.showTheFirst}</Button>}
        </p>
        <ul className="ms-auto flex flex-wrap items-center gap-4 text-small tabular-nums">
          <Counted state="verified" count={tally.verified} />
          <Counted state="broken" count={tally.broken} />
          <Counted state="missing" count={tally.missing} />
          <Counted state="not-anchored" count={tally.notAnchored} />
        </ul>
      </div>
      <Shares tally={tally} />
    </div>
  )
}

function Counted(props: {
  readonly state: 'verified' | 'broken' | 'missing' | 'not-anchored'
  readonly count: number
}) {
  return (
    <li className="flex items-center gap-1.5">
      <RecordMark state={props.state} />
      <span className="text-text-2">{countText(props.count)}</span>
    </li>
  )
}

/** The same four numbers as one bar; a share that is there at all is never thinner than it can be seen. */
function Shares({ tally }: { readonly tally: ReturnType<typeof tallyOf> }) {
  const parts = [
    [tally.verified, 'bg-ok'],
    [tally.broken, 'bg-bad'],
    [tally.missing, 'bg-bad'],
    [tally.notAnchored, 'bg-line-strong'],
  ] as const
  return (
    <div aria-hidden className="flex h-1 overflow-hidden rounded-full bg-line">
      {parts.map(([count, hue], i) =>
        count === 0 ? null : (
          <div
            key={`${hue}-${i === 2 ? 'missing' : 'part'}`}
            className={hue}
            style={{ flexGrow: count, minWidth: 3 }}
          />
        ),
      )}
    </div>
  )
}
