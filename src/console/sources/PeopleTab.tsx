import { useQuery } from '@tanstack/react-query'
import { UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import { ROLE_WORDS } from '#words/sources.tsx'
import { DOMAIN_WORDS } from '../../domain/people/domains.ts'
import type { Person } from '../../domain/people/person.ts'
import { useBackend } from '../shared/backend.tsx'
import { peopleQuery } from '../shared/people.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useSession } from '../shared/session.ts'
import { sayRefusal, useRefusal } from '../shared/use-refusal.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'
import { Tag } from '../ui/Tag.tsx'
import { AddPerson } from './AddPerson.tsx'
import { ChangeDomains } from './ChangeDomains.tsx'
import { EverybodysKeys } from './EverybodysKeys.tsx'
import { Table } from './Table.tsx'

/** Who may sign in, for which team, and what their roles let them do. */
export function PeopleTab() {
  const people = useQuery(peopleQuery(useBackend()))
  const session = useSession()
  const refusal = useRefusal('manage-people')
  const domainsRefusal = useRefusal('give-domains')
  const [isAdding, setIsAdding] = useState(false)
  const [changing, setChanging] = useState<Person | null>(null)
  const samples = new Set(session?.personas.map(({ id }) => id))
  if (people.isPending) return <LoadingState label={words.loadingPeople} />
  if (people.data === undefined) return <QueryFailed error={people.error} onRetry={() => void people.refetch()} />
  return (
    <div className="px-6 py-2">
      <Section
        title={words.people}
        aside={
          <Button
            icon={<UserRoundPlus aria-hidden size={14} />}
            disabledBecause={refusal}
            onClick={() => setIsAdding(true)}
          >
            {words.addPerson}
          </Button>
        }
      >
        <Table
          label={words.people}
          head={[
            [words.name, 'text-start'],
            [words.team, 'text-start'],
            [words.roles, 'text-start'],
            [words.approvesFor, 'text-start'],
          ]}
        >
          {people.data.map((person) => (
            <tr key={person.id}>
              <td className="font-strong">
                <HostileText text={person.name} /> {person.id === session?.person.id ? <Tag>{words.you}</Tag> : null}{' '}
                {samples.has(person.id) ? <Tag>{words.sample}</Tag> : null}
              </td>
              <td>
                <HostileText text={person.team} />
              </td>
              <td className="text-text-2">{person.roles.map((role) => ROLE_WORDS[role].name).join(', ')}</td>
              <td className="text-text-2">
                {person.roles.includes('approver') ? (
                  <span className="flex flex-wrap items-center justify-between gap-x-3">
                    {person.domains.length === 0
                      ? words.noDomain
                      : person.domains.map((domain) => DOMAIN_WORDS[domain]).join(', ')}
                    <Button
                      look="ghost"
                      aria-label={words.changeWhatApproves(person.name)}
                      disabledBecause={
                        domainsRefusal ?? (person.id === session?.person.id ? sayRefusal(session.ownDomains) : null)
                      }
                      onClick={() => setChanging(person)}
                    >
                      {words.change}
                    </Button>
                  </span>
                ) : null}
              </td>
            </tr>
          ))}
        </Table>
      </Section>
      {refusal === null ? (
        <EverybodysKeys />
      ) : (
        <Section title={words.passkeys}>
          <p className="text-text-2">{refusal}</p>
        </Section>
      )}
      {changing === null ? null : <ChangeDomains person={changing} onClose={() => setChanging(null)} />}
      {isAdding ? <AddPerson onClose={() => setIsAdding(false)} /> : null}
    </div>
  )
}
