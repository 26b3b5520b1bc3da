import { expect } from 'vitest'
import type { CountLine, ScenarioDraft } from '../domain/views/history-views.ts'
import type { Tools } from './change-conformance.ts'

/** The promises about the history that a what-if is tried on, and about what people keep of it. */
export function promiseHistory({ promise, world, expectRefusal }: Tools): void {
  promise('the history crosses as bytes, part by part, and not a second time where it is known', async () => {
    const backend = await world().auditor()
    const whole = await backend.getHistory({})
    if (whole === null) throw new Error('a history that nobody has was not sent')
    expect(new TextDecoder().decode(whole.bytes.subarray(0, 4))).toBe('SGH3')
    expect(whole.bytes.byteOffset).toBe(0)
    expect([whole.total > 0, whole.next]).toEqual([true, null])
    const part = await backend.getHistory({ limit: 1 })
    expect([part?.total, part?.next === null]).toEqual([whole.total, false])
    const { tag } = part ?? {}
    expect(await backend.getHistory({ limit: 1 }, tag)).toBeNull()
    const stop = new AbortController()
    stop.abort(new Error('gave up'))
    await expect(backend.getHistory({ limit: 2 }, null, stop.signal)).rejects.toThrow('gave up')
    await expectRefusal((await world().nobody()).getHistory({}), 'signed-out')
  })

  promise('a long history is told, or that there is none; who may not count over it is refused', async () => {
    const engineer = await world().engineer()
    const long = await engineer.longHistory()
    const policy = await engineer.policy()
    const ask = { baseline: { policy, modes: [] }, draft: { policy, triggers: [], identities: [], exercised: [] } }
    await expectRefusal((await world().auditor()).countHistory(ask, ignore), 'forbidden')
    await expectRefusal((await world().nobody()).longHistory(), 'signed-out')
    if (long === null) {
      await expectRefusal(engineer.countHistory(ask, ignore), 'invalid')
      return
    }
    const heard: CountLine[] = []
    await engineer.countHistory(ask, (line) => heard.push(line))
    expect(heard.at(-1)).toMatchObject({ type: 'counts', isExact: true, alerts: long.alerts })
  })

  promise('what came since a moment is counted, and a moment that lies ahead is refused', async () => {
    const backend = await world().auditor()
    const { asOf, total } = await backend.listAlerts({ limit: 1, tier: [0, 1, 2, 3, 4] })
    const since = asOf - 60 * 60_000
    const actual = await backend.actualSince(since)
    expect(actual.from).toBe(since)
    expect(actual.cells.reduce((sum, cell) => sum + cell, 0)).toBe(actual.alerts)
    expect(actual.alerts).toBe(total)
    await expectRefusal(backend.actualSince(asOf + 24 * 60 * 60_000), 'invalid')
  })

  promise(
    'what would change a decision is told for an alert that there is, each change for another answer',
    async () => {
      const backend = await world().auditor()
      const { items } = await backend.listAlerts({ limit: 20, tier: [0, 1, 2, 3, 4] })
      const told = await Promise.all(items.map(({ id }) => backend.whatWouldChange(id)))
      expect(told.flatMap(({ alternatives }) => alternatives).length).toBeGreaterThan(0)
      for (const { tier, gate, alternatives } of told) {
        for (const one of alternatives) expect([one.tier, one.gate]).not.toEqual([tier, gate])
      }
      await expectRefusal(backend.whatWouldChange('nowhere'), 'not-found')
    },
  )

  promise('a scenario is kept, shared, saved by its owner alone, and removed', async () => {
    const engineer = await world().engineer()
    const analyst = await world().analyst()
    const draft: ScenarioDraft = {
      name: 'Conformance kit',
      note: '',
      isShared: false,
      content: { policy: await engineer.policy(), triggers: [], identities: [], exercised: [] },
    }
    const { scenario, content } = await engineer.addScenario(draft)
    expect(content).toEqual(draft.content)
    await expectRefusal(analyst.getScenario(scenario.id), 'not-found')
    const shared = await engineer.saveScenario(scenario.id, { ...draft, isShared: true }, scenario.version)
    await expectRefusal(engineer.saveScenario(scenario.id, draft, scenario.version), 'stale')
    expect((await analyst.listScenarios()).map(({ id }) => id)).toContain(scenario.id)
    expect((await analyst.getScenario(scenario.id)).scenario.version).toBe(shared.scenario.version)
    await expectRefusal(analyst.saveScenario(scenario.id, draft, shared.scenario.version), 'forbidden')
    await expectRefusal(analyst.removeScenario(scenario.id), 'forbidden')
    await engineer.removeScenario(scenario.id)
    await expectRefusal(engineer.getScenario(scenario.id), 'not-found')
  })
}

const ignore = () => undefined
