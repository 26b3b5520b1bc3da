import * as words from '#words/shared/parts.ts'
import type { ResponseGuide } from '../../domain/trigger/response-guide.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'

/** What the trigger says before anything is done: what to save, and who does what. */
export function Guide({ guide }: { readonly guide: ResponseGuide | null }) {
  if (guide === null) return null
  const { owners, preserve, labels } = guide
  return (
    <Section
      title={words.saveThisFirst}
      aside={words.whoDoesWhat(words.owner[owners.triage], words.owner[owners.contain], words.owner[owners.recover])}
    >
      {preserve.length === 0 ? (
        <p className="text-text-3">{words.noEvidenceNamed}</p>
      ) : (
        <ol aria-label={words.evidenceToSave} className="flex max-w-200 list-decimal flex-col gap-1 ps-5 text-text-2">
          {preserve.map(({ id, says }) => (
            <li key={id}>{says}.</li>
          ))}
        </ol>
      )}
      {labels.length === 0 ? null : (
        <ul aria-label={words.publishedLists} className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-small text-text-3">
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
