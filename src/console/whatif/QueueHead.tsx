import { Link } from '@tanstack/react-router'
import type { Queued } from '../../engine/worker/whatif-client.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { NotApplicable, Section } from '../ui/layout.tsx'

const SHOWN = 10

/** The top of the queue as the draft would order it: by priority, of the same the newest first. */
export function QueueHead({ head, isPending }: { readonly head: readonly Queued[]; readonly isPending: boolean }) {
  return (
    <Section title="Head of the queue" aside={isPending ? 'being looked up' : 'by priority, open and closed alike'}>
      {head.length === 0 ? (
        <p className="text-text-2">{isPending ? 'Not known yet.' : 'The draft raises no alert.'}</p>
      ) : (
        <table className="w-full text-small" aria-label="Head of the queue">
          <thead className="text-text-3">
            <tr className="h-7">
              <th scope="col" className="pe-3 text-start font-text">
                Alert
              </th>
              <th scope="col" className="pe-3 text-start font-text">
                Trigger and identity
              </th>
              <th scope="col" className="pe-3 text-start font-text">
                Answer
              </th>
              <th scope="col" className="text-end font-text">
                Priority
              </th>
            </tr>
          </thead>
          <tbody>
            {head.slice(0, SHOWN).map(({ number, priority, was, identity, trigger, outcome }) => (
              <tr key={number} className="border-t border-line align-top">
                <td className="py-1.5 pe-3">
                  <Link
                    to="/queue"
                    search={{ text: `A-${number}` }}
                    className="font-mono whitespace-nowrap text-accent underline-offset-2 hover:underline"
                  >
                    A-{number}
                  </Link>
                </td>
                <td className="w-full max-w-0 py-1.5 pe-3">
                  <span className="block truncate">
                    {trigger === null ? (
                      <span className="text-text-3">no trigger</span>
                    ) : (
                      <HostileText text={trigger} />
                    )}
                  </span>
                  <span className="block truncate text-text-3">
                    {identity === null ? 'no identity' : <HostileText text={identity} mono />}
                  </span>
                </td>
                <td className="py-1.5 pe-3">
                  <span className="inline-flex flex-col items-start gap-0.5 whitespace-nowrap">
                    <TierMark tier={outcome.tier} words="short" />
                    <GateMark gate={outcome.gate} words="short" />
                  </span>
                </td>
                <td className="py-1.5 text-end whitespace-nowrap tabular-nums">
                  <span className={was === priority ? '' : 'font-title'}>{priority}</span>
                  {was === priority ? null : (
                    <span className="block text-text-3">was {was === null ? <NotApplicable /> : was}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
