import { HostileText } from '../ui/HostileText.tsx'
import { FailedState } from '../ui/states.tsx'
import { failureWords } from './backend-error.ts'

/** The failed screen for whatever a query rejected with. */
export function QueryFailed({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { title, detail, reference } = failureWords(error)
  return (
    <FailedState
      title={title}
      {...(onRetry === undefined ? {} : { onRetry })}
      {...(reference === null ? {} : { reference })}
    >
      <HostileText text={detail} />
    </FailedState>
  )
}
