import * as alertWords from '#words/alert.tsx'
import * as words from '#words/shared/cases.ts'
import { caseName } from '../../domain/case/case-name.ts'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import { Link } from '../shared/router/Link.tsx'
import { HostileText } from '../ui/HostileText.tsx'

/** The case that it is worked in. Nothing where it stands alone. */
export function CaseHint({ caseOf }: Pick<AlertDetail, 'caseOf'>) {
  if (caseOf === null) return null
  return (
    <Link
      to="/cases/$caseId"
      params={{ caseId: caseOf.id }}
      className="rounded-s text-accent underline-offset-2 hover:underline"
    >
      {words.partOf} {caseName(caseOf.number)}: <HostileText text={caseOf.name} maxLength={60} />
      {caseOf.status === 'closed' ? alertWords.closed : ''}
    </Link>
  )
}
