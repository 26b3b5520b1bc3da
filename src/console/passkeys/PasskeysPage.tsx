import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useBackend } from '../shared/backend.tsx'
import { PasskeyTable } from '../shared/passkeys/PasskeyTable.tsx'
import { passkeysQuery } from '../shared/passkeys/queries.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { ScreenBar, Section } from '../ui/layout.tsx'
import { EmptyState, LoadingState, StaleState } from '../ui/states.tsx'
import { AddPasskey } from './AddPasskey.tsx'

/** The person's own keys: with one of them they sign what they approve. */
export function PasskeysPage() {
  const keys = useQuery(passkeysQuery(useBackend()))
  const mayNot = useRefusal('enrol-passkey')
  const [isAdding, setIsAdding] = useState(false)
  const place = keys.data?.place
  const refusal = place?.ok === false ? place.because : mayNot
  const standing = keys.data?.items.filter(({ revokedAt }) => revokedAt === null) ?? []
  const revoked = keys.data?.items.filter(({ revokedAt }) => revokedAt !== null) ?? []
  const add = (
    <Button
      look="ink"
      icon={<KeyRound aria-hidden size={14} />}
      disabledBecause={refusal}
      onClick={() => setIsAdding(true)}
    >
      Add a key
    </Button>
  )
  return (
    <>
      <ScreenBar title="Your passkeys" end={keys.data === undefined ? undefined : add} />
      {keys.isRefetchError ? (
        <StaleState title="This list is not of this moment." onRetry={() => void keys.refetch()}>
          Adding and revoking wait for the connection.
        </StaleState>
      ) : null}
      {place?.ok === false ? (
        <Banner tone="doubt" title={place.because}>
          Keys that you have stay; they work where they were added.
        </Banner>
      ) : null}
      {keys.data === undefined ? (
        keys.isError ? (
          <QueryFailed error={keys.error} onRetry={() => void keys.refetch()} />
        ) : (
          <LoadingState label="Loading your keys" />
        )
      ) : keys.data.items.length === 0 ? (
        <EmptyState title="You have no key">
          A passkey signs what you approve, so that anybody can check later that it was you and exactly that plan. The
          policy says from which tier approvals must be signed.
        </EmptyState>
      ) : (
        <div className="min-h-0 max-w-200 grow overflow-y-auto px-6 py-2">
          <Section title="Keys that sign" aside={`${standing.length} of at most 10`}>
            <p className="mb-2 text-text-2">
              Keep two: with one left you can add another, with none a manager has to revoke the lost one first.
            </p>
            {standing.length === 0 ? <p>None stands.</p> : <PasskeyTable keys={standing} showPerson={false} />}
          </Section>
          {revoked.length === 0 ? null : (
            <Section title="Revoked">
              <PasskeyTable keys={revoked} showPerson={false} />
            </Section>
          )}
        </div>
      )}
      {isAdding ? (
        <AddPasskey
          isFirst={standing.every(({ rpId }) => !place?.ok || rpId !== place.rpId)}
          onClose={() => setIsAdding(false)}
        />
      ) : null}
    </>
  )
}
