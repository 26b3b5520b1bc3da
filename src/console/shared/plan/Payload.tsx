import * as words from '#words/shared/plan.tsx'
import { payloadLines } from '../../../domain/plan/payload-template.ts'
import type { PlanBody } from '../../../domain/plan/plan.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { secondsText } from '../triage/Breaks.tsx'
import { ConnectorName } from '../triage/ConnectorName.tsx'

interface PayloadProps {
  readonly step: PlanBody['steps'][number]
  /** Of connectors, by id. */
  readonly titles: Readonly<Record<string, string>>
}

/**
 * Exactly what a step sends, against the template of its playbook: what is the same for every target is quiet, what was bound to this
 * one stands under the place that it fills. Long lines wrap: nobody has to scroll sideways to see the end of it.
 */
export function Payload({ step, titles }: PayloadProps) {
  const lines = payloadLines(step)
  const bound = lines.filter(({ template }) => template !== null).length
  return (
    <figure
      aria-label={words.requestExactly(step.ordinal)}
      className="overflow-hidden rounded-m border border-line bg-sunken"
    >
      <figcaption className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 border-b border-line px-3 py-0.5 text-small">
        <span className="min-w-0 truncate">
          <ConnectorName id={step.connector} titles={titles} />{' '}
          <HostileText text={step.target.account} mono maxLength={70} />
        </span>
        <span className="shrink-0 text-micro text-text-3">
          {words.payloadInSum(step.action, bound, lines.length, secondsText(Math.ceil(step.verifyWithinMs / 1000)))}
        </span>
      </figcaption>
      <pre className="py-1.5 leading-5">
        {lines.map(({ text, template }, i) => (
          <div key={`${i}:${i}`}>
            {template === null ? null : (
              <div className="flex pe-3 text-text-3">
                <span className="w-9 shrink-0 pe-2 text-end select-none">
                  <span className="sr-only">{words.template} </span>
                  <span aria-hidden>−</span>
                </span>
                <HostileText text={template} multiline className="min-w-0 [overflow-wrap:anywhere]" />
              </div>
            )}
            <div className={template === null ? 'flex pe-3 text-text-2' : 'flex bg-select pe-3 text-text'}>
              <span className="w-9 shrink-0 pe-2 text-end text-text-3 select-none">
                {template === null ? null : <span className="sr-only">{words.sent} </span>}
                <span aria-hidden>{template === null ? i + 1 : '+'}</span>
              </span>
              <HostileText text={text} multiline className="min-w-0 [overflow-wrap:anywhere]" />
            </div>
          </div>
        ))}
      </pre>
    </figure>
  )
}
