import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser'
import * as words from '#words/shared/passkeys.tsx'
import type { Assertion, Attestation } from '../../../domain/people/passkey.ts'
import { KeyNotUsed } from './key-not-used.ts'

type Options = { readonly challenge: string }

// Loaded when a key is first asked for: most days most people ask for none.
const library = () => import('@simplewebauthn/browser')

/** Has one of the person's keys sign this request. Throws `KeyNotUsed` in words. */
export async function signWithKey(request: Options): Promise<Assertion> {
  const { startAuthentication } = await library()
  const answer = await asked(() => startAuthentication({ optionsJSON: request }))
  return toAssertion(answer)
}

/** Has a new key made. Throws `KeyNotUsed` in words. */
export async function makeKey(creation: Options): Promise<Attestation> {
  const { startRegistration } = await library()
  const answer = await asked(() =>
    startRegistration({ optionsJSON: creation as PublicKeyCredentialCreationOptionsJSON }),
  )
  return toAttestation(answer)
}

function toAttestation({ id, rawId, response }: RegistrationResponseJSON): Attestation {
  const { clientDataJSON, attestationObject, transports } = response
  return {
    id,
    rawId,
    type: 'public-key',
    response: { clientDataJSON, attestationObject, ...(transports === undefined ? {} : { transports }) },
  }
}

function toAssertion({ id, rawId, response }: AuthenticationResponseJSON): Assertion {
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return {
    id,
    rawId,
    type: 'public-key',
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) },
  }
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw new KeyNotUsed(sayWhy(error instanceof Error ? error.name : ''))
  }
}

/** The names are those of the WebAuthn specification; browsers tell no more, on purpose. */
export function sayWhy(name: string): string {
  switch (name) {
    case 'NotAllowedError':
      return words.notUsed
    case 'InvalidStateError':
      return words.alreadyHere
    case 'SecurityError':
      return words.addressRefused
    case 'NotSupportedError':
    case 'TypeError':
      return words.noKindAccepted
    default:
      return words.noAnswer(name === '' ? '' : ` (${name})`)
  }
}
