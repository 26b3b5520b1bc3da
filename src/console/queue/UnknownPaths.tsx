import { SearchX } from 'lucide-react'
import * as words from '#words/query-fault.tsx'
import { withField } from '../../domain/query/edit.ts'
import type { Query } from '../../domain/query/query.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import type { UnknownPath } from './engine/raw-answers.ts'

interface UnknownPathsProps {
  readonly paths: readonly UnknownPath[]
  readonly query: Query
  readonly onQuery: (query: Query) => void
}

/** Paths that the query asks for and no raw record has, each with the nearest one that some have, as an offer. */
export function UnknownPaths({ paths, query, onQuery }: UnknownPathsProps) {
  return paths.map(({ field, near }) => (
    <Banner
      key={field}
      tone="doubt"
      icon={<SearchX aria-hidden size={16} />}
      title={words.inNoRecord(name(field))}
      action={
        near === null ? null : (
          <Button onClick={() => onQuery(withField(query, field, near))}>{words.askInstead(name(near))}</Button>
        )
      }
    >
      {near === null ? words.nothingNear : words.untouched}
    </Banner>
  ))
}

function name(field: string) {
  return <HostileText text={field} mono maxLength={60} />
}
