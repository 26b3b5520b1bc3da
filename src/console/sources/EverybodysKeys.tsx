import { useQuery } from '@tanstack/react-query'
import * as words from '#words/sources.tsx'
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
    <Section title={words.passkeys} aside={keys.data === undefined ? undefined : words.everAdded(keys.data.length)}>
      {keys.data === undefined ? (
        keys.isError ? (
          <QueryFailed error={keys.error} onRetry={() => void keys.refetch()} />
        ) : (
          <LoadingState label={words.loadingKeys} />
        )
      ) : keys.data.length === 0 ? (
        <p className="text-text-2">{words.nobodyHasAdded}</p>
      ) : (
        <PasskeyTable keys={keys.data} showPerson />
      )}
    </Section>
  )
}
