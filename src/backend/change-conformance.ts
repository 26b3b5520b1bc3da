import { expect } from 'vitest'
import type { ChangeState } from '../domain/change/change.ts'
import type { ChangeDetail, ChangeDraft, TriggerDetail } from '../domain/views/change-views.ts'
import type { ConformanceWorld } from './conformance.ts'
import type { Backend, BackendError } from './port.ts'

/** What the kit's own tests are made with. */
export interface Tools {
  readonly promise: (title: string, run: () => Promise<void>) => void
  readonly world: () => ConformanceWorld
  readonly until: (holds: () => Promise<boolean>) => Promise<void>
  readonly expectRefusal: (call: Promise<unknown>, kind: BackendError['kind']) => Promise<void>
}

/** The promises about triggers and policy as versions that people change together. */
export function promiseChanges({ promise, world, until, expectRefusal }: Tools): void {
  const draftOf = (
    { trigger, text }: TriggerDetail,
    more: Partial<Extract<ChangeDraft, { kind: 'trigger' }>> = {},
  ) => ({
    kind: 'trigger' as const,
    id: trigger.id,
    baseVersion: trigger.version,
    text,
    mode: trigger.mode,
    activateAt: null,
    reason: 'conformance kit',
    ...more,
  })

  const first = async (backend: Backend, index = 0): Promise<TriggerDetail> => {
    const trigger = (await backend.listTriggers())[index]
    if (trigger === undefined) throw new Error('the world has no trigger')
    return backend.getTrigger(trigger.id)
  }

  const untilState = async (backend: Backend, id: string, state: ChangeState): Promise<ChangeDetail> => {
    await until(async () => (await backend.getChange(id)).change.state === state)
    return backend.getChange(id)
  }

  promise('every trigger has its text and exactly one version in force', async () => {
    const backend = await world().analyst()
    const listed = await backend.listTriggers()
    expect(listed.map(({ id }) => id)).toEqual(listed.map(({ id }) => id).toSorted())
    const { trigger, text, versions } = await first(backend)
    expect(trigger.id).toBe(listed[0]?.id)
    expect(versions.filter(({ isInForce }) => isInForce).map(({ number }) => number)).toEqual([trigger.version])
    expect((await backend.getVersion('trigger', trigger.id, trigger.version)).text).toBe(text)
    await expectRefusal(backend.getTrigger('no-such-trigger'), 'not-found')
    await expectRefusal(backend.getVersion('trigger', trigger.id, 9999), 'not-found')
    expect((await backend.policyDetail()).policy).toEqual(await backend.policy())
  })

  promise('a change waits for somebody else than its proposer, becomes active, and is rolled back', async () => {
    const engineer = await world().engineer()
    const reviewer = await world().approver(null)
    const before = await first(engineer)
    const proposed = await engineer.proposeChange(draftOf(before, { mode: 'shadow' }))
    expect(proposed.change).toMatchObject({ state: 'proposed', mayReview: { allowed: false } })
    expect(proposed.backtest?.hits).not.toBeNull()
    const { id, digest } = proposed.change
    await expectRefusal(engineer.reviewChange(id, 'approve', digest, 'my own'), 'forbidden')
    await expectRefusal(reviewer.reviewChange(id, 'approve', 'f'.repeat(64), 'another one'), 'stale')
    const waiting = await reviewer.listChanges({ list: 'waiting-for-me' })
    expect(waiting.items.map((change) => change.id)).toContain(id)
    await reviewer.reviewChange(id, 'approve', digest, 'read the backtest')
    await reviewer.reviewChange(id, 'approve', digest, 'read the backtest')
    const active = await untilState(engineer, id, 'active')
    expect((await engineer.getTrigger(before.trigger.id)).trigger).toMatchObject({
      mode: 'shadow',
      version: active.change.version,
    })
    await expectRefusal(engineer.proposeChange(draftOf(before, { mode: 'off' })), 'stale')
    const back = await engineer.rollbackTo('trigger', before.trigger.id, before.trigger.version, 'it was better')
    await reviewer.reviewChange(back.change.id, 'approve', back.change.digest, 'agreed')
    await untilState(engineer, back.change.id, 'active')
    expect((await engineer.getChange(id)).change.state).toBe('rolled-back')
    const after = await engineer.getTrigger(before.trigger.id)
    expect([after.text, after.trigger.mode]).toEqual([before.text, before.trigger.mode])
  })

  promise('a text that is no trigger is refused with its line, and tried out with the same problem', async () => {
    const engineer = await world().engineer()
    const before = await first(engineer)
    const draft = draftOf(before, { text: 'title: [' })
    await expectRefusal(engineer.proposeChange(draft), 'invalid')
    const { problems, backtest } = await engineer.tryChange(draft)
    expect([problems[0]?.line, backtest]).toEqual([1, null])
    const trial = await engineer.tryChange(draftOf(before))
    expect(trial.backtest?.hits?.before).toBe(trial.backtest?.hits?.after)
  })

  promise('one person takes a trigger to shadow or off at once, and only takes away', async () => {
    const engineer = await world().engineer()
    const { trigger } = await first(engineer, 1)
    const open = await engineer.proposeChange(draftOf(await first(engineer, 1), { mode: 'off' }))
    await expectRefusal(engineer.switchTrigger(trigger.id, 'off', trigger.version + 7, 'not seen'), 'stale')
    const done = await engineer.switchTrigger(trigger.id, 'shadow', trigger.version, 'too loud')
    expect(done.change).toMatchObject({ state: 'active', isEmergency: true, review: null })
    expect((await engineer.getChange(open.change.id)).change.state).toBe('stale')
    const { version } = (await engineer.getTrigger(trigger.id)).trigger
    await expectRefusal(engineer.switchTrigger(trigger.id, 'shadow', version, 'again'), 'invalid')
  })

  promise('a change is withdrawn, and who may only read may do none of this', async () => {
    const engineer = await world().engineer()
    const auditor = await world().auditor()
    const before = await first(engineer, 2)
    const { change } = await engineer.proposeChange(draftOf(before, { mode: 'off' }))
    await expectRefusal(auditor.proposeChange(draftOf(before, { mode: 'off' })), 'forbidden')
    await expectRefusal(auditor.withdrawChange(change.id, 'not mine'), 'forbidden')
    expect((await engineer.withdrawChange(change.id, 'a better one comes')).change.state).toBe('withdrawn')
    expect((await auditor.getChange(change.id)).change.mayReview.allowed).toBe(false)
    const over = await auditor.listChanges({ states: ['withdrawn', 'rejected'], kind: 'trigger' })
    expect(over.items.map(({ id }) => id)).toContain(change.id)
    expect((await auditor.listChanges({ states: ['expired'] })).items).toEqual([])
  })
}
