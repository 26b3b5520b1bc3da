import { expect } from 'vitest'
import type { AlertRow } from '../domain/views/alert-views.ts'
import type { Tools } from './change-conformance.ts'
import type { Backend } from './port.ts'

const DAY_MS = 86_400_000

/** What the port promises about keeping alerts out of the queue for a while. */
export function promiseSuppressions({
  promise,
  world,
  expectRefusal,
}: Pick<Tools, 'promise' | 'world' | 'expectRefusal'>): void {
  promise(
    'what is suppressed is hidden from those who ask for that, says by what, and comes back at the end',
    async () => {
      const [analyst, auditor] = [await world().analyst(), await world().auditor()]
      const approver = await world().approver(null)
      const { row, query, asOf } = await suppressible(analyst)
      const impact = await auditor.previewSuppression(query)
      expect(impact.held).toBeGreaterThan(0)
      const seenTruePositives = impact.dispositions['true-positive']
      const draft = { query, until: asOf + DAY_MS, reason: 'Conformance of adapters', seenTruePositives }
      await expectRefusal(auditor.suppress(draft), 'forbidden')
      await expectRefusal(analyst.suppress({ ...draft, query: 'tier : T0' }), 'invalid')
      await expectRefusal(analyst.suppress({ ...draft, until: asOf - 1 }), 'invalid')
      const made = await approver.suppress(draft)
      expect(made).toMatchObject({ query, ended: null })
      expect((await analyst.getAlert(row.id)).row.suppression).toBe(made.number)
      const numbers = async (suppressed: 'hide' | 'only') =>
        (await analyst.listAlerts({ suppressed, limit: 500 })).items.map(({ number }) => number)
      expect(await numbers('only')).toContain(row.number)
      expect(await numbers('hide')).not.toContain(row.number)
      expect((await analyst.listSuppressions()).items).toContainEqual(made)

      const extension = { until: asOf + 2 * DAY_MS, reason: 'Not over yet', seenTruePositives }
      const longer = await approver.extendSuppression(made.id, extension, made.version)
      expect(longer.until).toBe(extension.until)
      await expectRefusal(analyst.endSuppression(made.id, 'It is over', made.version), 'stale')
      const ended = await analyst.endSuppression(made.id, 'It is over', longer.version)
      expect(ended).toMatchObject({ holding: 0, held: made.held })
      expect(await numbers('hide')).toContain(row.number)
      await expectRefusal(approver.extendSuppression(made.id, extension, ended.version), 'invalid')
      await expectRefusal(approver.endSuppression('su_none', 'It is over', 1), 'not-found')
    },
  )
}

/** An alert that waits and may be held, and a query that finds it. */
async function suppressible(backend: Backend): Promise<{ row: AlertRow; query: string; asOf: number }> {
  const { items, asOf } = await backend.listAlerts({ status: ['new'], assignee: 'nobody', tier: [0, 1, 2], limit: 500 })
  for (const row of items) {
    if (row.identityName === null || row.hold !== null || row.disposition !== 'undetermined') continue
    const query = `identity : ${JSON.stringify(row.identityName)} and title : ${JSON.stringify(row.title)}`
    if ((await backend.previewSuppression(query)).waiting > 0) return { row, query, asOf }
  }
  throw new Error('the world has no alert that may be held back')
}
