import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import * as words from '#words/sign-in.tsx'
import { type Person, ROLES } from '../../domain/people/person.ts'
import type { SessionView } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useNavigate } from '../shared/router/router.ts'
import { SESSION_KEY } from '../shared/session.ts'
import { useUrlWords } from '../shared/url-state.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { TextField } from '../ui/TextField.tsx'
import { PersonaCard } from './PersonaCard.tsx'
import { takeToken, tokenIn, whereTo } from './sign-in-link.ts'

const ASK_AGAIN_MS = 2000

/** Whoever triages stands first, since that is where a visit begins. */
function byWork(a: Person, b: Person): number {
  const rank = ({ roles }: Person) => Math.min(...roles.map((role) => ROLES.indexOf(role)))
  return rank(a) - rank(b) || (a.name < b.name ? -1 : 1)
}

/** The door: a one-time link, or a sample persona on this machine. The token never stays in the address. */
export function SignInPage() {
  const backend = useBackend()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [urlWords] = useUrlWords()
  const [pasted, setPasted] = useState('')
  const [isTried, setIsTried] = useState(false)
  const personas = useQuery({
    queryKey: ['session', 'personas'],
    queryFn: () => backend.personas(),
    refetchInterval: ({ state }) => (state.data?.isComing === true ? ASK_AGAIN_MS : false),
  })

  const enter = useMutation({
    mutationFn: (how: { readonly token: string } | { readonly persona: Person }): Promise<SessionView> =>
      'token' in how ? backend.signInWithToken(how.token) : backend.signInAs(how.persona.id),
    onSuccess: async (session) => {
      queries.setQueryData(SESSION_KEY, session)
      navigate({ href: whereTo(urlWords['to']), replace: true })
    },
  })
  const enterWithLink = useEffectEvent(() => {
    const token = takeToken(window.location, window.history)
    if (token !== null) enter.mutate({ token })
  })
  useEffect(() => enterWithLink(), [])

  const submit = () => {
    setIsTried(true)
    const token = tokenIn(pasted)
    if (token !== null) enter.mutate({ token })
  }
  const people = (personas.data?.people ?? []).toSorted(byWork)
  return (
    <main id="main" className="flex h-full justify-center overflow-y-auto bg-bg px-4 py-12">
      <div className="flex w-full max-w-140 flex-col gap-6">
        <header>
          <h1 className="text-lead">{words.signInToSluicegate}</h1>
          <p className="mt-1 text-text-2">{words.whatThisIs}</p>
        </header>
        {enter.isPending ? <LoadingLine label={words.signingIn} /> : null}
        {enter.error === null ? null : (
          <Banner tone="bad" isUrgent title={`${failureWords(enter.error).title}.`}>
            {failureWords(enter.error).detail}
          </Banner>
        )}

        {personas.error === null ? null : (
          <QueryFailed error={personas.error} onRetry={() => void personas.refetch()} />
        )}
        {personas.data?.isComing === true ? (
          <p role="status" className="text-text-2">
            {words.sampleIsComing}
          </p>
        ) : null}
        {people.length === 0 ? null : (
          <section aria-label={words.samplePeople}>
            <div className="mb-2 flex items-baseline justify-between gap-4">
              <h2 className="font-title">{words.beASamplePerson}</h2>
              <span className="text-micro text-text-3">{words.onlyOnThisMachine}</span>
            </div>
            <ul className="grid gap-2 tablet:grid-cols-2">
              {people.map((person) => (
                <li key={person.id}>
                  <PersonaCard
                    person={person}
                    isBusy={enter.isPending}
                    onChoose={() => enter.mutate({ persona: person })}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}

        <section
          aria-label={words.signInLink}
          className={people.length === 0 ? undefined : 'border-t border-line pt-5'}
        >
          <h2 className="mb-2 font-title">{people.length === 0 ? words.withYourLink : words.orWithYourOwnLink}</h2>
          <form
            className="flex flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault()
              submit()
            }}
          >
            <TextField
              label={words.signInLink}
              mono
              value={pasted}
              onChange={setPasted}
              placeholder="https://…/sign-in#sgl_…"
              hint={words.whereLinksComeFrom}
              error={isTried && tokenIn(pasted) === null ? words.noTokenInIt : null}
            />
            <div>
              <Button look="ink" type="submit" isBusy={enter.isPending}>
                {words.signIn}
              </Button>
            </div>
          </form>
        </section>
        {urlWords['to'] === undefined ? null : (
          <p className="text-small text-text-3">
            {words.youComeBack(<HostileText text={whereTo(urlWords['to'])} mono maxLength={70} />)}
          </p>
        )}
      </div>
    </main>
  )
}
