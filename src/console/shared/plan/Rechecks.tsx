import { Check, X } from 'lucide-react'
import * as words from '#words/shared/plan.tsx'
import type { Recheck } from '../../../domain/views/plan-views.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { groupChecks } from './group-checks.ts'
import { type SideLine, sideBySide } from './side-by-side.ts'

interface RechecksProps {
  readonly rechecks: readonly Recheck[]
  /** What stands above them already, so that nobody reads it twice. */
  readonly said: string | null
}

/** The state of this moment against what was proposed, line by line; where it differs, both stand side by side. */
export function Rechecks({ rechecks, said }: RechecksProps) {
  return (
    <ul className="flex flex-col gap-1">
      {groupChecks(rechecks).map(({ what, steps, holds, detail, sides }) => (
        <li key={`${what} ${steps.join()} ${detail}`}>
          <div className="flex items-start gap-2">
            {holds ? (
              <Check aria-hidden size={14} className="mt-0.5 shrink-0 text-ok" />
            ) : (
              <X aria-hidden size={14} className="mt-0.5 shrink-0 text-bad" />
            )}
            <span>
              {holds ? null : <span className="sr-only">{words.doesNotHold} </span>}
              {what}
              {steps.length === 0 ? '' : words.ofSteps(steps)}{' '}
              {sides !== null && said?.includes(detail) === true ? null : (
                <HostileText text={detail} className="text-text-2" />
              )}
            </span>
          </div>
          {sides === null ? null : <Sides what={what} lines={sideBySide(sides)} />}
        </li>
      ))}
    </ul>
  )
}

function Sides({ what, lines }: { readonly what: string; readonly lines: readonly SideLine[] }) {
  return (
    <table className="my-1 ms-5.5 w-[calc(100%-22px)] table-fixed border-collapse text-small">
      <caption className="sr-only">{words.asApprovedAndNow(what)}</caption>
      <thead>
        <tr className="text-start text-text-3">
          <th scope="col" className="border-b border-line pe-2 text-start font-normal">
            {words.asApproved}
          </th>
          <th scope="col" className="border-b border-line ps-2 text-start font-normal">
            {words.now}
          </th>
        </tr>
      </thead>
      <tbody className="align-top">
        {lines.map((line) => (
          <tr key={`${line.approved ?? ''}|${line.now ?? ''}`}>
            <td className="border-e border-line py-0.5 pe-2 [overflow-wrap:anywhere]">
              {line.approved === null ? null : <Side text={line.approved} mark={line.isSame ? null : 'gone'} />}
            </td>
            <td className="py-0.5 ps-2 [overflow-wrap:anywhere]">
              {line.now === null ? null : <Side text={line.now} mark={line.isSame ? null : 'new'} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The sign and the word say what the colour says. */
function Side({ text, mark }: { readonly text: string; readonly mark: 'gone' | 'new' | null }) {
  const look = mark === null ? 'text-text-2' : mark === 'gone' ? 'text-del' : 'text-add'
  return (
    <span className={look}>
      {mark === null ? null : (
        <>
          <span aria-hidden>{mark === 'gone' ? '− ' : '+ '}</span>
          <span className="sr-only">{mark === 'gone' ? words.noLonger : words.newOne}</span>
        </>
      )}
      <HostileText text={text} className="whitespace-normal!" />
    </span>
  )
}
