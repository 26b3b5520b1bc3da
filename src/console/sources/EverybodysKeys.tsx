import { useQuery } from '@tanstack/react-query'
import { useBackend } from '../shared/backend.tsx'
import { PasskeyTable } from '../shared/passkeys/PasskeyTable.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Section } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'

/** The keys of everybody, for whoever manages people: a lost one is revoked here. */
export function EverybodysKeys() {
  const backend = useBackend()
  const keys = useQuery({
    queryKey: ['people', 'everybodys-passkeys'],
    queryFn: ({ signal }) => backend.listEverybodysPasskeys(signal),
  })
  return (
    <Section title="Passkeys" aside={keys.data === undefined ? undefined : `${keys.data.length} ever added`}>
      {keys.data === undefined ? (
        keys.isError ? (
          <QueryFailed error={keys.error} onRetry={() => void keys.refetch()} />
        ) : (
          <LoadingState label="Loading keys" />
        )
      ) : keys.data.length === 0 ? (
        <p className="text-text-2">Nobody has added a passkey. Each person adds their own, under Your passkeys.</p>
      ) : (
        <PasskeyTable keys={keys.data} showPerson />
      )}
    </Section>
  )
}
