import type { Json } from '../../../domain/json/json.ts'
import type { PlanStep } from '../../../domain/plan/plan.ts'
import { REPOINT_USUAL_MS } from '../../../domain/plan/plan-words.ts'
import { isRepointed, seenOf, type Use, type Wanted } from '../../../domain/plan/repointing.ts'
import { issuesOf } from '../../repointing/issues.ts'
import { wordOf } from '../../repointing/words.ts'
import type { Store } from '../../store/store.ts'
import type { Connector, ConnectorPlan, Readback, StepKey, StepWish, Usage } from '../connector.ts'

export const PEOPLE = 'people'

export interface PeopleOptions {
  readonly store: Store
  /** All connectors: the one that issued a secret is asked who uses it. */
  readonly connectors: ReadonlyMap<string, Connector>
}

/**
 * Those who run a consumer, for what no system here can do for them: letting it use another secret. "Executing" asks them; reading back
 * looks at what the target of the secret sees and, where it sees nothing of this consumer, at whether somebody of the team said
 * so. Changes nothing by itself.
 */
export function createPeople({ store, connectors }: PeopleOptions): Connector {
  return {
    id: PEOPLE,
    title: 'The people who run the consumer',
    actions: ['repoint-consumer', 'point-back-consumer'],
    leastPrivilege: ['None: it asks people, and reads what they say.'],
    triedAgainst: 'This console.',
    takesAnyName: true,
    verifyWithinMs: REPOINT_USUAL_MS,
    accountOf: ({ name }) => Promise.resolve(name),
    plan: (wish) => Promise.resolve(planned(wish)),
    execute: ({ target }) =>
      Promise.resolve({ kind: 'accepted', detail: `${target.consumer?.team ?? 'Its team'} is asked.` }),
    verify: (step, key, signal) => look(step, key, signal),
    health: () => Promise.resolve({ ok: true, detail: 'People answer when they can.' }),
  }

  async function look(step: PlanStep, key: StepKey, signal: AbortSignal): Promise<Readback> {
    const { consumer } = step.target
    if (consumer === undefined) return readback(false, 'It names no consumer.', null)
    const wanted: Wanted = step.action === 'repoint-consumer' ? 'next' : 'old'
    const word = await wordOf(store.read, store.tenant, key.idempotencyKey)
    const uses = await usesOf(key, signal)
    const seen = seenOf(consumer, uses.old, uses.next, wanted)
    const isThere = isRepointed(seen, word !== null, wanted)
    const said =
      word === null ? `Nobody of ${consumer.team} has confirmed it.` : `Confirmed by ${word.name} (${word.team}).`
    const against = word !== null && !isThere ? ' Yet it is seen on the other secret.' : ''
    return readback(isThere, `${said}${against} ${uses.detail}`.trim(), word === null ? null : word.name)
  }

  async function usesOf({ idempotencyKey }: StepKey, signal: AbortSignal) {
    const usages: Usage[] = []
    for (const { step, issuedAt } of await issuesOf(store.read, store.tenant, idempotencyKey)) {
      const usage = await connectors.get(step.connector)?.usage?.(step, issuedAt, signal)
      if (usage !== undefined) usages.push(usage)
    }
    const of = (which: 'old' | 'next'): readonly Use[] =>
      usages.flatMap((usage) => (usage.kind === 'seen' ? usage[which] : []))
    return { old: of('old'), next: of('next'), detail: usages.map(({ detail }) => detail).join(' ') }
  }
}

function planned({ action, target: { consumer } }: StepWish): ConnectorPlan {
  if (consumer === undefined) return { ok: false, reason: 'It names no consumer.' }
  const request = {
    ask: consumer.team,
    consumer: consumer.name,
    to: action === 'repoint-consumer' ? 'use the new secret' : 'use the old secret again',
  }
  return { ok: true, request, survives: [], undoCannotRestore: [], undoSeconds: null }
}

/** Nothing is cut off by it, whoever uses which. */
function readback(isThere: boolean, detail: string, confirmedBy: Json): Readback {
  return {
    containment: 'not-contained',
    effect: isThere ? 'present' : 'absent',
    detail,
    consumers: [],
    left: { confirmedBy },
  }
}
