import { printQuery } from '../../domain/query/print.ts'
import type { Query } from '../../domain/query/query.ts'
import { suppressiblePart } from '../../domain/suppression/suppressible.ts'
import { SuppressDialog } from '../shared/suppression/SuppressDialog.tsx'

interface SuppressQueryProps {
  readonly query: Query
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Suppresses what the view finds, apart from its conditions on work and time: those are not settled when an alert arrives. */
export function SuppressQuery({ query, onClose, onDone }: SuppressQueryProps) {
  const part = suppressiblePart(query)
  return <SuppressDialog query={part === null ? '' : printQuery(part)} onClose={onClose} onDone={onDone} />
}
