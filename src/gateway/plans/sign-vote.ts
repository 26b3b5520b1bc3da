import { bytesToHex } from '@noble/hashes/utils.js'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { PasskeyPlace } from '../../domain/people/passkey.ts'
import type { Person } from '../../domain/people/person.ts'
import {
  type ApprovalStatement,
  type Choice,
  challengeOf,
  type SignedApproval,
  shownText,
  statementOf,
} from '../../domain/plan/approval-statement.ts'
import { glassSignature } from '../../domain/plan/break-glass.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { sha256 } from '../hash.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { CHALLENGE_MS, giveChallenge } from '../passkeys/challenges.ts'
import { optionsJson, requestOf } from '../passkeys/enrol.ts'
import { type PasskeyRow, standingKeys } from '../passkeys/passkey-rows.ts'
import { verifyAssertion } from '../passkeys/verify-assertion.ts'
import type { Tx } from '../store/store.ts'
import type { Ballot } from './cast-vote.ts'
import { loadPlan, planLabel, type StoredPlan, subjectsOf } from './plan-rows.ts'
import { viewPlan } from './plan-view.ts'

/** What is decided, and the key's answer to the statement about it; null where none was asked for. */
export interface Decision extends Omit<Ballot, 'choice'> {
  readonly choice: Choice
}

export interface SignatureRequest extends Omit<Decision, 'assertion'> {
  /** `shownDigest` of the view that the voter decided on. */
  readonly shown: string
}

/**
 * The statement that the voter is about to sign, and what their browser needs to do it. Decides nothing and counts for
 * nothing by itself. Throws `stale` where the page shows something else than stands here now, and `forbidden` (in the log)
 * where the vote could not count or no key of theirs works here.
 */
export async function prepareSignature(
  gateway: Gateway,
  voter: Person,
  planId: string,
  asked: SignatureRequest,
  place: Extract<PasskeyPlace, { ok: true }>,
) {
  const { store } = gateway
  const plan = await loadPlan(store.read, store.tenant, planId)
  const { row, body } = plan
  const view = await viewPlan(gateway, voter, planId)
  const refuse = async (rule: string, because: string) => {
    await recordRefusal(gateway, voter, 'vote', rule, because, subjectsOf(body))
    return new Problem('forbidden', because, { rule })
  }
  const { summary, mayBreakGlass } = view
  const verdict = { approve: summary.mayVote, reject: summary.mayReject, 'break-glass': mayBreakGlass }[asked.choice]
  if (!verdict.allowed) throw await refuse(verdict.rule, verdict.because)
  if (asked.digest !== row.digest || asked.shown !== view.shownDigest) {
    throw new Problem(
      'stale',
      `What your page shows of ${planLabel(row.number)} is not of this moment. Look at it again.`,
    )
  }
  const keys = (await standingKeys(store.read, store.tenant, voter.id)).filter((key) => key.rp_id === place.rpId)
  if (keys.length === 0)
    throw await refuse('vote.no-passkey', asked.choice === 'break-glass' ? NO_KEY_FOR_GLASS : NO_KEY)
  const now = await gateway.now(store.read)
  const expiresAt = Math.min(now + CHALLENGE_MS, row.expires_at)
  const statement = statementOf(body, row.digest, {
    approver: { id: voter.id, name: voter.name, team: voter.team },
    choice: asked.choice,
    reason: asked.reason,
    shown: asked.shown,
    nonce: bytesToHex(gateway.random(16)),
    issuedAt: now,
    expiresAt,
  })
  const request = await requestOf(
    place,
    challengeOf(statement, sha256),
    keys.map(({ id }) => id),
  )
  await store.write((tx) =>
    giveChallenge(
      tx,
      store.tenant,
      place,
      {
        person_id: voter.id,
        purpose: 'approve',
        challenge: request.challenge,
        subject: canonicalJson({ statement, shown: shownText(row.digest, view.recheck, view.guide) }),
        expiresAt,
      },
      now,
    ),
  )
  return { statement, request: optionsJson(request) }
}

/** What the gateway keeps while somebody signs: the statement, and the text of what their page showed. */
interface Prepared {
  readonly statement: ApprovalStatement
  readonly shown: string
}

const NO_KEY =
  'This approval is signed with a passkey, and you have none here. Add one under Your passkeys, then approve.'
const NO_KEY_FOR_GLASS =
  'Whoever breaks the glass signs with a passkey, and you have none here. Add one under Your passkeys, then break it.'

type Signature =
  | { readonly ok: true; readonly signed: SignedApproval | null; readonly passkey: PasskeyRow | null }
  | { readonly ok: false; readonly rule: string; readonly because: string }

async function asksForKey(gateway: Gateway, tx: Tx, { row, body }: StoredPlan, choice: Choice): Promise<boolean> {
  if (choice !== 'break-glass') return body.gate.passkey && choice === 'approve'
  const { policy } = await readInForce(gateway, tx)
  return glassSignature(policy, { gate: body.gate, isSample: row.is_sample }) === 'passkey'
}

/** As the log's entries hold it: the same members, free to be read as any JSON. */
export function asJson(signed: SignedApproval): AuditDraft['detail'][string] {
  return JSON.parse(signedText(signed)) as AuditDraft['detail'][string]
}

/** A signed approval as a row holds it. */
export function signedText({ shown, ...signed }: SignedApproval): string {
  return canonicalJson({ ...signed, ...(shown === undefined ? {} : { shown }) })
}

/**
 * The signature of a vote, in the transaction that casts it. An approval without the key that its gate asks for is refused;
 * a signature over another decision than this ballot's is, too. Where no key is asked for, one that was given counts the same.
 */
export async function signatureOf(
  gateway: Gateway,
  tx: Tx,
  { row, body }: StoredPlan,
  voter: Person,
  ballot: Decision,
  now: EpochMs,
): Promise<Signature> {
  if (ballot.assertion === null) {
    if (!(await asksForKey(gateway, tx, { row, body }, ballot.choice))) return { ok: true, signed: null, passkey: null }
    const what = ballot.choice === 'break-glass' ? 'Breaking the glass for' : 'An approval of'
    return {
      ok: false,
      rule: 'vote.unsigned',
      because: `${what} ${planLabel(row.number)} must be signed with a passkey: its policy asks for that. Nothing was counted.`,
    }
  }
  const { tenant } = gateway.store
  const verified = await verifyAssertion(tx, tenant, voter.id, 'approve', ballot.assertion, now)
  if (!verified.ok) return { ...verified, rule: `vote.${verified.rule.replace('passkey.', 'passkey-')}` }
  const { challenge, passkey } = verified
  const { statement, shown } = JSON.parse(challenge.subject) as Prepared
  const isThisBallot =
    statement.plan.id === body.id &&
    statement.plan.digest === row.digest &&
    statement.choice === ballot.choice &&
    statement.reason === ballot.reason
  if (!isThisBallot) {
    return {
      ok: false,
      rule: 'vote.other-statement',
      because: 'The key signed another decision than this one. Sign again.',
    }
  }
  const { clientDataJSON, authenticatorData, signature } = ballot.assertion.response
  const { rp_id: rpId, origin } = challenge
  const key = { id: passkey.id, publicKey: passkey.public_key, rpId, origin }
  const signed = { statement, passkey: key, clientDataJSON, authenticatorData, signature, shown }
  return { ok: true, signed, passkey }
}
