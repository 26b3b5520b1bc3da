import * as words from '#words/policy.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import type { Difference } from './policy-differences.ts'

/** What two contents say differently, by group: a name, what it was and what it is. */
export function DifferenceList({ differences }: { readonly differences: readonly Difference[] }) {
  const groups = Map.groupBy(differences, ({ group }) => group)
  return [...groups].map(([group, all]) => <Group key={group} title={group} differences={all} />)
}

function Group({ title, differences }: { readonly title: string; readonly differences: readonly Difference[] }) {
  return (
    <div className="pb-2">
      <h3 className="text-small text-text-3">{title}</h3>
      <dl>
        {differences.map(({ label, was, is }) => (
          <div
            key={label}
            className="grid min-h-7 grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 border-b border-line py-1"
          >
            <dt className="min-w-0 truncate" title={label}>
              <HostileText text={label} />
            </dt>
            <dd className="max-w-[55%] text-end tabular-nums">
              <del className="text-text-3 decoration-line-strong">
                <span className="sr-only">{words.wasWord} </span>
                <HostileText text={was} className="whitespace-normal!" />
              </del>{' '}
              <ins className="font-title no-underline">
                <span className="sr-only">{words.is} </span>
                <HostileText text={is} className="whitespace-normal!" />
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
