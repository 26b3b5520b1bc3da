import * as words from '#words/identity.tsx'
import type { Identity } from '../../domain/identity/identity.ts'
import { useNow } from '../ui/clock.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section, Unknown } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'
import { rotationAge } from './identity-map.ts'

/** What it signs in with, by id, never by value; past its policy in amber. */
export function Credentials({ identity }: { readonly identity: Identity }) {
  const now = useNow(60_000)
  return (
    <Section
      title={words.credentials}
      aside={identity.rotationDays === null ? words.noRotationPolicy : words.toBeReplacedEvery(identity.rotationDays)}
    >
      {identity.credentials.length === 0 ? <p className="text-text-2">{words.noCredential}</p> : null}
      <ul className="flex flex-col gap-2">
        {identity.credentials.map((credential) => {
          const age = rotationAge(credential, identity.rotationDays, now)
          return (
            <li key={credential.id}>
              <p className="flex items-baseline justify-between gap-3">
                <HostileText text={credential.id} mono maxLength={34} />
                <span className="text-small text-text-2">
                  {credential.kind.replace('-', ' ')}, {credential.state}
                </span>
              </p>
              <p className="flex flex-wrap gap-x-4 text-small text-text-3">
                <span>
                  {words.age}{' '}
                  {age === null ? (
                    <Unknown />
                  ) : (
                    <span className={age.isOver ? 'text-doubt' : 'text-text-2'}>{age.text}</span>
                  )}
                </span>
                <span>
                  {words.expires}{' '}
                  {credential.expiryKnown ? (
                    credential.expiresAt === null ? (
                      <span className="text-doubt">{words.never}</span>
                    ) : (
                      <Time at={credential.expiresAt} look="full" />
                    )
                  ) : (
                    <Unknown />
                  )}
                </span>
                <span>
                  {words.used} {credential.lastUsedAt === null ? <Unknown /> : <Time at={credential.lastUsedAt} />}
                </span>
              </p>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
