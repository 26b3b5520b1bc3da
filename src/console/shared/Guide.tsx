import type { ResponseGuide } from '../../domain/trigger/response-guide.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'

const OWNER_WORDS: Readonly<Record<ResponseGuide['owners']['triage'], string>> = {
  soc: 'the SOC',
  iam: 'IAM',
  platform: 'the platform team',
  application: 'the application’s team',
}

/** What the trigger says before anything is done: what to save, and who does what. */
export function Guide({ guide }: { readonly guide: ResponseGuide | null }) {
  if (guide === null) return null
  const { owners, preserve, labels } = guide
  return (
    <Section
      title="Save this first"
      aside={`${OWNER_WORDS[owners.triage]} looks, ${OWNER_WORDS[owners.contain]} contains, ${OWNER_WORDS[owners.recover]} brings it back`}
    >
      {preserve.length === 0 ? (
        <p className="text-text-3">The trigger names no evidence that an action would destroy.</p>
      ) : (
        <ol aria-label="Evidence to save first" className="flex max-w-200 list-decimal flex-col gap-1 ps-5 text-text-2">
          {preserve.map(({ id, says }) => (
            <li key={id}>{says}.</li>
          ))}
        </ol>
      )}
      {labels.length === 0 ? null : (
        <ul aria-label="Published lists" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-small text-text-3">
          {labels.map(({ framework, id, title }) => (
            <li key={`${framework}/${id}`}>
              <span className="font-mono text-text-2">
                <HostileText text={id} />
              </span>
              {title === null ? null : ` ${title}`}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
