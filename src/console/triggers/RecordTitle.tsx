import { Link } from '../shared/router/Link.tsx'
import { HostileText } from '../ui/HostileText.tsx'

/** What a record is called; it leads to its alert, where it became one. */
export function RecordTitle({ title, alertId }: { readonly title: string; readonly alertId: string | null }) {
  if (alertId === null) return <HostileText text={title} />
  return (
    <Link to="/alerts/$alertId" params={{ alertId }} className="hover:underline">
      <HostileText text={title} />
    </Link>
  )
}
