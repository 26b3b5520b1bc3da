import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/passkeys.ts'
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
      {words.addAKey}
    </Button>
  )
  return (
    <>
      <ScreenBar title={words.yourPasskeys} end={keys.data === undefined ? undefined : add} />
      {keys.isRefetchError ? (
        <StaleState title={words.isStale} onRetry={() => void keys.refetch()}>
          {words.addingAndRevoking}
        </StaleState>
      ) : null}
      {place?.ok === false ? (
        <Banner tone="doubt" title={place.because}>
          {words.staleDetail}
        </Banner>
      ) : null}
      {keys.data === undefined ? (
        keys.isError ? (
          <QueryFailed error={keys.error} onRetry={() => void keys.refetch()} />
        ) : (
          <LoadingState label={words.loadingYourKeys} />
        )
      ) : keys.data.items.length === 0 ? (
        <EmptyState title={words.youHaveNoKey}>{words.whatAPasskeyIs}</EmptyState>
      ) : (
        <div className="min-h-0 max-w-200 grow overflow-y-auto px-6 py-2">
          <Section title={words.keysThatSign} aside={words.keyCount(standing.length)}>
            <p className="mb-2 text-text-2">{words.keepTwo}</p>
            {standing.length === 0 ? <p>{words.noneStands}</p> : <PasskeyTable keys={standing} showPerson={false} />}
          </Section>
          {revoked.length === 0 ? null : (
            <Section title={words.revoked}>
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
