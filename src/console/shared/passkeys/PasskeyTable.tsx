import { useState } from 'react'
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
      <ul aria-label="Keys" className="flex flex-col">
        {keys.map((key) => (
          <li
            key={key.id}
            className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0"
          >
            <span className="min-w-0 grow">
              <HostileText text={key.name} className="font-strong" />{' '}
              {showPerson ? (
                <>
                  of <HostileText text={key.person.name} />{' '}
                </>
              ) : null}
              <Tag>{key.isSynced ? 'synced' : 'on one device'}</Tag>
              <span className="block text-small text-text-2">
                for <HostileText text={key.rpId} mono />, added <Time at={key.addedAt} look="both" />
                {key.lastUsedAt === null ? ', never signed' : null}
                {key.lastUsedAt === null ? null : (
                  <>
                    , signed last <Time at={key.lastUsedAt} />
                  </>
                )}
              </span>
            </span>
            {key.revokedAt === null ? (
              <Button onClick={() => setRevoking(key)}>Revoke</Button>
            ) : (
              <span className="text-small text-text-2">
                revoked <Time at={key.revokedAt} />: <HostileText text={key.revokedBecause ?? ''} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {revoking === null ? null : <RevokePasskey passkey={revoking} onClose={() => setRevoking(null)} />}
    </>
  )
}
