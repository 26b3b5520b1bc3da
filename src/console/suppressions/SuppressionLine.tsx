import { clsx } from 'clsx'
import * as words from '#words/suppressions.tsx'
import type { SuppressionView } from '../../domain/suppression/suppression.ts'
import { suppressionName } from '../../domain/suppression/suppression-name.ts'
import { Link } from '../shared/router/Link.tsx'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Time } from '../ui/Time.tsx'

interface SuppressionLineProps {
  readonly suppression: SuppressionView
  readonly isCurrent: boolean
  readonly refusal: string | null
  readonly onExtend: () => void
  readonly onEnd: () => void
}

/** One suppression: what, why, whose, until when, and how many alerts it held. */
export function SuppressionLine(props: SuppressionLineProps) {
  const { suppression, isCurrent, refusal, onExtend, onEnd } = props
  const { number, query, reason, owner, until, ended, held, holding, impact } = suppression
  const name = suppressionName(number)
  return (
    <li
      id={name}
      aria-current={isCurrent || undefined}
      className={clsx(
        'grid gap-x-6 gap-y-1 border-b border-s-2 border-line px-4 py-3 desk:grid-cols-[minmax(0,1fr)_220px_150px_auto]',
        isCurrent ? 'border-s-accent bg-select' : 'border-s-transparent',
      )}
    >
      <div className="min-w-0">
        <p className="flex min-w-0 items-baseline gap-3">
          <span className="shrink-0 font-mono text-small text-text-3">{name}</span>
          <HostileText
            text={query}
            className="min-w-0 font-mono text-small [overflow-wrap:anywhere] whitespace-normal!"
          />
        </p>
        <p className="mt-1 text-text-2">
          <HostileText text={reason} maxLength={300} className="[overflow-wrap:anywhere] whitespace-normal!" />
        </p>
        {ended === null ? null : (
          <p className="mt-1 text-small text-text-3">
            <HostileText text={ended.reason} maxLength={300} />
            {ended.by === null ? null : (
              <>
                , {words.endedBy} <HostileText text={ended.by.name} />
              </>
            )}
          </p>
        )}
      </div>
      <p className="text-small">
        <HostileText text={owner.name} className="font-strong" />
        <br />
        <span className="text-text-2">
          {ended === null
            ? words.until(<Time at={until} look="clock" />)
            : words.endedAt(<Time at={ended.at} look="both" />)}
        </span>
      </p>
      <p className="text-small tabular-nums" title={words.known(impact.held, impact.truePositives)}>
        {words.soFar(held)}
        <br />
        {holding === 0 ? (
          <span className="text-text-3">{words.holds(0)}</span>
        ) : (
          <Link
            to="/queue"
            search={{ q: `suppressed : ${name}` }}
            aria-label={words.showHeld(holding, name)}
            className="inline-flex min-h-6 items-center rounded-s text-accent hover:underline"
          >
            {words.holds(holding)}
          </Link>
        )}
      </p>
      {ended === null ? (
        <div className="flex items-start gap-2">
          <Button aria-label={words.extendName(name)} disabledBecause={refusal} onClick={onExtend}>
            {words.extend}
          </Button>
          <Button aria-label={`${words.end}: ${name}`} disabledBecause={refusal} onClick={onEnd}>
            {words.end}
          </Button>
        </div>
      ) : (
        <span />
      )}
    </li>
  )
}
