import * as words from '#words/app.tsx'
import { Link } from '../shared/router/Link.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { EmptyState } from '../ui/states.tsx'

export function NotFound() {
  return (
    <>
      <ScreenBar title={words.product} />
      <EmptyState
        title={words.notFound.title}
        actions={
          <Link to="/queue" className="text-accent underline underline-offset-2">
            {words.notFound.back}
          </Link>
        }
      >
        {words.notFound.detail}
      </EmptyState>
    </>
  )
}
