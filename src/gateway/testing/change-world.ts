import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { ChangeDetail, ChangeDraft, TriggerDetail, TriggerView } from '../../domain/views/change-views.ts'
import { createRunner } from '../runner/runner.ts'
import type { PersonName, World } from './gateway-kit.ts'

/** A trigger on one CloudTrail operation, as small as the language allows. */
export function triggerText(operation: string, more: { id?: string; confidence?: number; automatic?: number } = {}) {
  const { id = 'report-runner-acts', confidence = 60, automatic } = more
  const automation = automatic === undefined ? '' : `\n  automation: {allowed: true, threshold: ${automatic}}`
  return `title: The report runner calls ${operation}
name: ${id}
status: test
logsource: {product: aws, service: cloudtrail}
detection:
  called: {eventName: ${operation}}
  condition: called
level: medium
sluicegate:
  threatens: session
  confidence: ${confidence}
  playbook: stolen-session
  subject: actor${automation}
`
}

/** What people and the runner of a world do to triggers and policy. */
export function changesOf(world: World) {
  const runner = createRunner(world.gateway, { holder: 'change-kit', automatic: false, jitter: () => 0.5 })

  const draft = (text: string, more: Partial<Extract<ChangeDraft, { kind: 'trigger' }>> = {}): ChangeDraft => ({
    kind: 'trigger',
    id: 'report-runner-acts',
    baseVersion: 0,
    text,
    mode: 'on',
    activateAt: null,
    reason: 'For the kit',
    ...more,
  })

  const answered = async <T>(answer: Promise<Response>, status: number): Promise<T> => {
    const got = await answer
    const text = await got.text()
    if (got.status !== status) throw new Error(`answered ${got.status}: ${text}`)
    return JSON.parse(text) as T
  }

  const propose = (asked: ChangeDraft, who: PersonName = 'edda') =>
    answered<ChangeDetail>(world.send(who, 'POST', '/api/changes', asked), 201)

  const review = (who: PersonName, { change }: ChangeDetail, more: { choice?: string; digest?: string } = {}) =>
    world.send(who, 'POST', `/api/changes/${change.id}/reviews`, {
      choice: more.choice ?? 'approve',
      digest: more.digest ?? change.digest,
      reason: 'Read the backtest',
    })

  /** Everything the runner has to do by now. */
  const settle = async () => {
    for (let i = 0; i < 50 && (await runner.tick()); i += 1);
  }

  return {
    draft,
    propose,
    review,
    settle,
    /** Proposed by Edda, approved by Finn, in force. */
    change: async (asked: ChangeDraft): Promise<ChangeDetail> => {
      const proposed = await propose(asked)
      await answered(review('finn', proposed), 200)
      await settle()
      return world.get<ChangeDetail>('edda', `/api/changes/${proposed.change.id}`)
    },
    rollBack: (version: number, id = 'report-runner-acts') =>
      answered<ChangeDetail>(
        world.send('edda', 'POST', '/api/rollbacks', { kind: 'trigger', id, version, reason: 'It was better before' }),
        201,
      ),
    restrain: (who: PersonName, to: 'shadow' | 'off', seenVersion: number, id = 'report-runner-acts') =>
      world.send(who, 'POST', `/api/triggers/${id}/switch`, { to, seenVersion, reason: 'It fires on every build' }),
    trigger: async (id = 'report-runner-acts'): Promise<TriggerView> =>
      (await world.get<TriggerDetail>('ines', `/api/triggers/${id}`)).trigger,
    detail: (id = 'report-runner-acts') => world.get<TriggerDetail>('ines', `/api/triggers/${id}`),
    alerts: async (): Promise<readonly AlertRow[]> =>
      (await world.get<{ items: readonly AlertRow[] }>('ines', '/api/alerts')).items,
    policyDraft: (
      change: (policy: typeof STARTING_POLICY) => void,
      more: { readonly baseVersion?: number; readonly acceptsImpassable?: boolean } = {},
    ): ChangeDraft => {
      const policy = structuredClone(STARTING_POLICY)
      change(policy)
      return { kind: 'policy', baseVersion: 1, policy, activateAt: null, reason: 'For the kit', ...more }
    },
  }
}
