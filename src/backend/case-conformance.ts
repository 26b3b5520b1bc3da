import { expect } from 'vitest'
import type { Tools } from './change-conformance.ts'

/** What the port promises about alerts that people work as one. */
export function promiseCases({
  promise,
  world,
  expectRefusal,
}: Pick<Tools, 'promise' | 'world' | 'expectRefusal'>): void {
  promise(
    'a case holds its alerts, each in no other, tells what happened to them, and changes as it was seen',
    async () => {
      const [analyst, auditor] = [await world().analyst(), await world().auditor()]
      const { items } = await analyst.listAlerts({ status: ['new'], limit: 500 })
      const free = []
      for (const row of items) {
        if ((await analyst.getAlert(row.id)).caseOf === null) free.push(row)
        if (free.length === 3) break
      }
      const [first, second, third] = free
      if (first === undefined || second === undefined || third === undefined)
        throw new Error('three alerts are in no case')
      const draft = {
        name: 'Conformance of adapters',
        alertIds: [first.id, second.id],
        reason: 'They are tried together',
      }
      await expectRefusal(auditor.openCase(draft), 'forbidden')
      await expectRefusal(analyst.openCase({ ...draft, alertIds: ['al_none'] }), 'not-found')
      const made = await analyst.openCase(draft)
      expect(made.members.map(({ alert }) => alert.id).toSorted()).toEqual([first.id, second.id].toSorted())
      expect(await auditor.casesHolding([first.id, third.id, 'al_none'])).toEqual([
        { id: made.id, number: made.number, name: draft.name, alertIds: [first.id] },
      ])
      await expectRefusal(analyst.openCase({ ...draft, alertIds: [first.id] }), 'stale')
      await expectRefusal(analyst.openCase({ ...draft, alertIds: [first.id], leavesTaken: true }), 'stale')
      expect((await auditor.getAlert(first.id)).caseOf).toMatchObject({ id: made.id, name: draft.name })
      expect((await auditor.listCases('open')).some(({ id }) => id === made.id)).toBe(true)
      expect((await auditor.listCases('closed')).some(({ id }) => id === made.id)).toBe(false)
      const grown = await analyst.addToCase(made.id, { alertIds: [third.id], reason: 'This one as well' }, made.version)
      expect(grown.alerts).toBe(3)
      const removal = { alertIds: [third.id], reason: 'Not this one' }
      await expectRefusal(analyst.removeFromCase(made.id, removal, made.version), 'stale')
      const less = await analyst.removeFromCase(made.id, removal, grown.version)
      expect(less.alerts).toBe(2)
      await expectRefusal(analyst.changeCase(made.id, { status: 'closed', reason: 'Done' }, less.version), 'invalid')
      const named = await analyst.changeCase(made.id, { name: 'Another name' }, less.version)
      expect(named.name).toBe('Another name')
      const seen = await auditor.getCase(made.id)
      expect(seen).toEqual(named)
      expect(seen.timeline.map(({ at }) => at)).toEqual(seen.timeline.map(({ at }) => at).toSorted((a, b) => a - b))
      expect(seen.timeline.filter(({ kind }) => kind === 'case').length).toBe(4)
      await expectRefusal(analyst.getCase('cs_none'), 'not-found')
      await expectRefusal(analyst.withdrawCase(made.id, named.version), 'invalid')
      const mistaken = await analyst.openCase({ ...draft, alertIds: [third.id] })
      await analyst.withdrawCase(mistaken.id, mistaken.version)
      await expectRefusal(analyst.getCase(mistaken.id), 'not-found')
      expect((await auditor.getAlert(third.id)).caseOf).toBeNull()
    },
  )
}
