import type { Sha256 } from '../hash/sha256.ts'
import { toHex } from '../hash/sha256.ts'
import { fromBase64Url, toBase64Url } from '../json/base64url.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { isObject, own } from '../json/json.ts'
import { readJson } from '../json/read-json.ts'
import { utf8 } from '../json/utf8.ts'
import { challengeOf, keepsWhatWasShown, type SignedApproval, statementOf } from './approval-statement.ts'
import { PlanBody } from './plan.ts'

export interface ApprovalCheck {
  readonly what: string
  readonly holds: boolean
  readonly detail: string
}

export interface CheckTools {
  readonly sha256: Sha256
  /** The text of UTF-8 bytes, or null where they are none. */
  readonly textOf: (bytes: Uint8Array) => string | null
  /** Whether `signature` over `data` was made by the holder of this COSE key; false for a key it cannot read. */
  readonly verifySignature: (coseKey: Uint8Array, data: Uint8Array, signature: Uint8Array) => boolean
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04

/**
 * Everything that must hold for a signed approval, checked without asking anybody: the plan's bytes, the statement made
 * again from them, the challenge, the place, the flags and the signature. All of it is told, also after the first that fails.
 * What it cannot say: whose key it is (the log does, where the key was enrolled) and whether it was revoked before.
 */
export function checkApproval(planText: string, signed: SignedApproval, tools: CheckTools): readonly ApprovalCheck[] {
  const { statement, passkey } = signed
  const client = clientData(signed.clientDataJSON, tools)
  const authenticator = fromBase64Url(signed.authenticatorData) ?? new Uint8Array()
  const flags = authenticator[32] ?? 0
  const challenge = toBase64Url(challengeOf(statement, tools.sha256))
  const rpIdHash = toHex(tools.sha256(utf8(passkey.rpId)))
  return [
    told(
      'Plan',
      digestOf(planText, tools.sha256) === statement.plan.digest,
      `its bytes hash to ${statement.plan.digest}`,
      'its bytes do not hash to the digest that was signed',
    ),
    told(
      'Statement',
      isAboutPlan(planText, signed),
      'steps, targets, policy and requester are those of the plan',
      'it says something else than the plan',
    ),
    ...(keepsWhatWasShown(statement) ? [shownWith(signed, tools)] : []),
    told(
      'Challenge',
      client.challenge === challenge,
      'the key signed exactly this statement',
      'the key signed another statement',
    ),
    told(
      'Purpose',
      client.type === 'webauthn.get',
      'a signature of a key',
      `${client.type ?? 'nothing'} was asked for`,
    ),
    told(
      'Address',
      client.origin === passkey.origin && !client.isFramed && toHex(authenticator.subarray(0, 32)) === rpIdHash,
      passkey.origin,
      `${client.origin ?? 'no origin'} is not ${passkey.origin}`,
    ),
    told(
      'Person',
      (flags & USER_PRESENT) !== 0 && (flags & USER_VERIFIED) !== 0,
      'the key verified its holder by PIN or body',
      'the key did not verify who holds it',
    ),
    told(
      'Signature',
      isSigned(signed, authenticator, tools),
      `made with key ${passkey.id.slice(0, 12)}…`,
      'it was not made with the key that is named',
    ),
  ]
}

/** What is kept as shown is what was signed as shown, and stood beside this plan. */
function shownWith({ statement, shown }: SignedApproval, { sha256 }: CheckTools): ApprovalCheck {
  const read = readJson(shown ?? '')
  const plan = read.ok && isObject(read.value) ? own(read.value, 'plan') : null
  return told(
    'Shown',
    shown !== undefined && digestOf(shown, sha256) === statement.shown && plan === statement.plan.digest,
    'what stood beside the plan hashes to what was signed',
    'what stood beside the plan is missing, or is not what was signed',
  )
}

function told(what: string, holds: boolean, yes: string, no: string): ApprovalCheck {
  return { what, holds, detail: holds ? yes : no }
}

function digestOf(planText: string, sha256: Sha256): string | null {
  return planText.isWellFormed() ? toHex(sha256(utf8(planText))) : null
}

function isAboutPlan(planText: string, { statement }: SignedApproval): boolean {
  const read = readJson(planText)
  const body = PlanBody.safeParse(read.ok ? read.value : null)
  if (!body.success) return false
  const again = statementOf(body.data, statement.plan.digest, statement, statement.schema)
  return canonicalJson(again) === canonicalJson(statement)
}

function isSigned(signed: SignedApproval, authenticator: Uint8Array, { sha256, verifySignature }: CheckTools): boolean {
  const key = fromBase64Url(signed.passkey.publicKey)
  const signature = fromBase64Url(signed.signature)
  const client = fromBase64Url(signed.clientDataJSON)
  if (key === null || signature === null || client === null) return false
  const data = new Uint8Array(authenticator.length + 32)
  data.set(authenticator)
  data.set(sha256(client), authenticator.length)
  return verifySignature(key, data, signature)
}

function clientData(encoded: string, { textOf }: CheckTools) {
  const bytes = fromBase64Url(encoded)
  const read = bytes === null ? null : readJson(textOf(bytes) ?? '')
  const value = read?.ok === true && isObject(read.value) ? read.value : {}
  const text = (key: string) => {
    const found = own(value, key)
    return typeof found === 'string' ? found : null
  }
  return {
    type: text('type'),
    challenge: text('challenge'),
    origin: text('origin'),
    isFramed: own(value, 'crossOrigin') === true || own(value, 'topOrigin') !== undefined,
  }
}
