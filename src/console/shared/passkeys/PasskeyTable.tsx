import { useState } from 'react'
import * as words from '#words/shared/passkeys.tsx'
import type { PasskeyView } from '../../../domain/people/passkey.ts'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { RevokePasskey } from './RevokePasskey.tsx'

interface PasskeyTableProps {
  readonly keys: readonly PasskeyView[]
  /** Names each key's person. */
  readonly showPerson: boolean
}

/** Keys with what became of them; one that stands can be revoked. */
export function PasskeyTable({ keys, showPerson }: PasskeyTableProps) {
  const [revoking, setRevoking] = useState<PasskeyView | null>(null)
  return (
    <>
      <ul aria-label={words.keys} className="flex flex-col">
        {keys.map((key) => (
          <li
            key={key.id}
            className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0"
          >
            <span className="min-w-0 grow">
              <HostileText text={key.name} className="font-strong" />{' '}
              {showPerson ? <>{words.ofPerson(<HostileText text={key.person.name} />)} </> : null}
              <Tag>{key.isSynced ? words.synced : words.onOneDevice}</Tag>
              <span className="block text-small text-text-2">
                {words.keyFacts(
                  <HostileText text={key.rpId} mono />,
                  <Time at={key.addedAt} look="both" />,
                  key.lastUsedAt === null ? words.neverSigned : null,
                  key.lastUsedAt === null ? null : words.signedLast(<Time at={key.lastUsedAt} />),
                )}
              </span>
            </span>
            {key.revokedAt === null ? (
              <Button onClick={() => setRevoking(key)}>{words.revoke}</Button>
            ) : (
              <span className="text-small text-text-2">
                {words.revoked(<Time at={key.revokedAt} />, <HostileText text={key.revokedBecause ?? ''} />)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {revoking === null ? null : <RevokePasskey passkey={revoking} onClose={() => setRevoking(null)} />}
    </>
  )
}
