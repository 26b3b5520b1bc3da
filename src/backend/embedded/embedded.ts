import type { Person } from '../../domain/people/person.ts'
import { createApp } from '../../gateway/app.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { type Backend, BackendError } from '../port.ts'
import { createRemote } from '../remote/remote.ts'

/**
 * The port without a network: the gateway's own app runs in this process and is called directly. Cookies do not exist
 * there, so who is signed in is passed along with each request; every rule is the gateway's, exactly as over HTTP.
 */
export function createEmbedded(gateway: Gateway, signedIn: Pick<Person, 'id'> | null = null): Backend {
  const app = createApp(gateway)
  let person = signedIn
  const backend = createRemote({
    baseUrl: '',
    fetch: (input, init) => {
      const request = new Request(typeof input === 'string' ? new URL(input, ORIGIN) : input, init)
      return Promise.resolve(app.fetch(request, person === null ? {} : { person }))
    },
  })
  const current = async () => {
    const session = await backend.session()
    if (session === null) throw new BackendError('fault', '/problems/fault', 'The session did not open', 'Try again.')
    return session
  }
  return {
    ...backend,
    signInAs: async (personId) => {
      // The gateway decides whether this is one of the personas; only then does the next request speak for them.
      await backend.signInAs(personId)
      person = { id: personId }
      return current()
    },
    signInWithToken: async (token) => {
      const session = await backend.signInWithToken(token)
      person = { id: session.person.id }
      return current()
    },
    signOut: async () => {
      await backend.signOut()
      person = null
    },
  }
}

/** Only to make addresses absolute; nothing listens there. */
const ORIGIN = 'http://localhost'
