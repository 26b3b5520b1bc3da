import { expect } from 'vitest'
import type { Tools } from './change-conformance.ts'

const STAND_IN = { account: 'exercise-bot', credentialIds: [], tools: [] }

/** What the port promises about targets that people connect, and about exercises. */
export function promiseTargets({
  promise,
  world,
  expectRefusal,
}: Pick<Tools, 'promise' | 'world' | 'expectRefusal'>): void {
  promise(
    'a target is connected by whoever may, tells of its secret the age alone, and is changed by who saw it last',
    async () => {
      const [integrator, auditor] = [await world().integrator(), await world().auditor()]
      const { secret, ...target } = world().target
      const draft = { ...target, name: 'Conformance of adapters' }
      expect((await auditor.listConnectorKinds()).map(({ id }) => id)).toContain(target.kind)
      await expectRefusal(auditor.addConnector(draft), 'forbidden')
      await expectRefusal(integrator.addConnector({ ...draft, kind: 'no-such-kind' }), 'invalid')
      await expectRefusal(integrator.addConnector({ ...draft, values: { ...target.values, [secret]: '' } }), 'invalid')
      const added = await integrator.addConnector(draft)
      expect(added).toMatchObject({ kind: target.kind, title: draft.name, isOn: true, standIn: null })
      expect(added.secrets.map(({ name }) => name)).toContain(secret)
      expect(added.health).not.toBeNull()
      const renamed = await integrator.changeConnector(added.id, { name: 'Renamed' }, added.version ?? 0)
      await expectRefusal(integrator.changeConnector(added.id, { name: 'Late' }, added.version ?? 0), 'stale')
      const off = await integrator.changeConnector(added.id, { isOn: false }, renamed.version ?? 0)
      expect(off).toMatchObject({ title: 'Renamed', isOn: false, health: null })
      const listed = await auditor.listConnectors()
      expect(listed.find(({ id }) => id === added.id)).toEqual(off)
      expect(JSON.stringify(listed)).not.toContain(target.values[secret])
    },
  )

  promise('a target for exercises stays one, and one that plans act on never becomes one', async () => {
    const integrator = await world().integrator()
    const { secret: _secret, ...target } = world().target
    const staging = await integrator.addConnector({ ...target, name: 'Staging', standIn: STAND_IN })
    expect(staging.standIn).toEqual(STAND_IN)
    const other = { ...STAND_IN, account: 'another-bot' }
    expect((await integrator.changeConnector(staging.id, { standIn: other }, staging.version ?? 0)).standIn).toEqual(
      other,
    )
    const real = await integrator.addConnector({ ...target, name: 'Real' })
    await expectRefusal(integrator.changeConnector(real.id, { standIn: STAND_IN }, real.version ?? 0), 'invalid')
  })

  promise('an exercise is kept with what it did, where, by whom and until when it counts', async () => {
    const [integrator, auditor] = [await world().integrator(), await world().auditor()]
    const before = await auditor.listExercises()
    const id = before[0]?.playbook.id ?? ''
    await expectRefusal(auditor.runExercise(id), 'forbidden')
    await expectRefusal(integrator.runExercise('no-such-playbook'), 'not-found')
    await expectRefusal(integrator.runExercise(id, 'no-such-target'), 'not-found')
    await expectRefusal(auditor.getExercise('ex_0'), 'not-found')
    const asked = await integrator.runExercise(id)
    expect(asked).toMatchObject({ playbook: { id }, connector: 'twin', by: (await integrator.session())?.person.name })
    await expect.poll(async () => (await auditor.getExercise(asked.id)).state, { timeout: 30_000 }).toBe('passed')
    const after = await auditor.listExercises()
    expect(after.map(({ playbook }) => playbook.id)).toEqual(before.map(({ playbook }) => playbook.id))
    const view = after.find(({ playbook }) => playbook.id === id)
    expect(view).toMatchObject({ connector: 'twin', isFresh: true, current: null })
    expect(view?.last).toEqual(await auditor.getExercise(asked.id))
    expect(view?.last?.endedAt).toBe(view?.exercisedAt)
    expect(view?.countsUntil).toBeGreaterThan(view?.exercisedAt ?? Number.POSITIVE_INFINITY)
    expect(view?.last?.steps.every(({ on }) => on === 'twin')).toBe(true)
  })
}
