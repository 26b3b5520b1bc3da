import { expect } from 'vitest'
import type { SavedViewDraft } from '../domain/saved-view/saved-view.ts'
import type { Tools } from './change-conformance.ts'

/** What the port promises about the views of the queue that people keep. */
export function promiseViews({
  promise,
  world,
  expectRefusal,
}: Pick<Tools, 'promise' | 'world' | 'expectRefusal'>): void {
  promise('a view is kept, shared with the team, saved as it was seen, and removed by its owner alone', async () => {
    const analyst = await world().analyst()
    const approver = await world().approver(null)
    const auditor = await world().auditor()
    const draft: SavedViewDraft = { name: 'Keys of builds', search: 'tier=2,3&text=ci-', audience: 'private' }
    const kept = await analyst.addView(draft)
    const seenBy = async (backend: typeof analyst) => (await backend.listViews()).filter(({ id }) => id === kept.id)
    expect(await seenBy(analyst)).toEqual([kept])
    expect(await seenBy(approver)).toEqual([])
    const shared = await analyst.saveView(kept.id, { ...draft, audience: 'team' }, kept.version)
    await expectRefusal(analyst.saveView(kept.id, draft, kept.version), 'stale')
    await expectRefusal(analyst.setViewDefaults(kept.id, ['analyst'], shared.version), 'forbidden')
    await expectRefusal(auditor.addView(draft), 'forbidden')
    await expectRefusal(analyst.addView({ ...draft, search: 'two\nlines' }), 'invalid')
    await analyst.removeView(kept.id)
    await expectRefusal(analyst.removeView(kept.id), 'not-found')
    expect(await seenBy(analyst)).toEqual([])
  })
}
