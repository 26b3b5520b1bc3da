import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlanState } from '../domain/plan/plan.ts'
import type { AlertRow } from '../domain/views/alert-views.ts'
import type { ChangeEvent } from '../domain/views/other-views.ts'
import type { HistoryRecord } from '../domain/views/record-views.ts'
import { promiseCases } from './case-conformance.ts'
import { promiseChanges } from './change-conformance.ts'
import { promiseHistory } from './history-conformance.ts'
import { type AlertQuery, type Backend, BackendError } from './port.ts'
import { promiseQueue } from './queue-conformance.ts'
import { promiseSuppressions } from './suppression-conformance.ts'
import { promiseTargets } from './target-conformance.ts'
import { promiseViews } from './view-conformance.ts'
import { promiseWork } from './work-conformance.ts'

/**
 * What an adapter brings to be tested: a backend with some thirty alerts or more, of which at least one has a gate that
 * asks for approvals and an action that can be carried out and read back, and these people on it.
 */
export interface ConformanceWorld {
  /** May triage and propose. Team SOC. */
  analyst(): Promise<Backend>
  /** May approve; not the analyst. `ownerTeam` asks for one who belongs to that team. */
  approver(ownerTeam: string | null): Promise<Backend>
  /** May propose changes of triggers and policy; neither the analyst nor an approver. */
  engineer(): Promise<Backend>
  /** May connect targets and exercise playbooks. */
  integrator(): Promise<Backend>
  /** May only read. */
  auditor(): Promise<Backend>
  /** Nobody is signed in. */
  nobody(): Promise<Backend>
  /** Something that can be connected, whether or not it answers; `secret` names the field of `values` that is one and needed. */
  readonly target: {
    readonly kind: string
    readonly values: Readonly<Record<string, string>>
    readonly secret: string
  }
  close(): Promise<void>
}

/** A gap that is known: the named test must fail, so that healing it turns the run red and the line is deleted. */
export interface KnownGap {
  readonly test: string
  readonly because: string
}

/**
 * The promises of the backend port as one kit. Run it against your adapter:
 * `describeBackend('mine', openMyWorld)`. An adapter that passes works with the console.
 */
export function describeBackend(
  name: string,
  open: () => Promise<ConformanceWorld>,
  gaps: readonly KnownGap[] = [],
): void {
  const promise = (title: string, run: () => Promise<void>) => {
    const gap = gaps.find((candidate) => candidate.test === title)
    if (gap === undefined) test(title, run)
    else test.fails(`${title} (known gap: ${gap.because})`, run)
  }

  describe(`backend ${name}`, () => {
    let world: ConformanceWorld
    let analyst: Backend

    beforeAll(async () => {
      world = await open()
      analyst = await world.analyst()
    })
    afterAll(() => world.close())

    promise('a session says who is signed in, and null where nobody is', async () => {
      expect((await analyst.session())?.person.roles).toContain('analyst')
      expect(await (await world.nobody()).session()).toBeNull()
    })

    promise('a call without a session is refused as signed-out', async () => {
      await expectRefusal((await world.nobody()).listAlerts({}), 'signed-out')
    })

    for (const sort of ['priority', 'lastSeen', 'sla', 'tier'] as const) {
      promise(`paging by ${sort} neither repeats nor skips, and is in order`, async () => {
        const whole = await everyAlert(analyst, { sort, limit: 500 })
        const pages = await everyAlert(analyst, { sort, limit: 7 })
        expect(pages.map((row) => row.id)).toEqual(whole.map((row) => row.id))
        expect(new Set(pages.map((row) => row.id)).size).toBe(pages.length)
        expect(isInOrder(pages, sort)).toBe(true)
      })
    }

    promise('a cursor of another query is refused as invalid', async () => {
      const page = await analyst.listAlerts({ limit: 3 })
      expect(page.next).not.toBeNull()
      await expectRefusal(analyst.listAlerts({ limit: 3, status: ['closed'], after: page.next }), 'invalid')
    })

    promise('totals and tallies count exactly what the list shows', async () => {
      const all = await everyAlert(analyst, { limit: 500 })
      const tally = await analyst.tallyAlerts()
      expect(tally.total).toBe(all.length)
      expect(tally.open).toBe(all.filter((row) => row.status !== 'closed').length)
      for (const [tier, count] of Object.entries(tally.byTier)) {
        const open = all.filter((row) => String(row.tier) === tier && row.status !== 'closed').length
        expect([open, all.filter((row) => String(row.tier) === tier).length], `tier ${tier}`).toContain(count)
      }
      const twoAndUp = await analyst.listAlerts({ tier: [2, 3, 4] })
      expect(twoAndUp.total).toBe(all.filter((row) => row.tier >= 2).length)
    })

    promise('filters are a conjunction, a list inside one a disjunction', async () => {
      const rows = await everyAlert(analyst, { tier: [0, 1], severity: ['medium', 'high'], limit: 100 })
      expect(rows.every((row) => row.tier <= 1 && ['medium', 'high'].includes(row.severity))).toBe(true)
    })

    promise('text finds an alert by its number, and treats wildcards as plain characters', async () => {
      const first = await firstAlert(analyst)
      const found = await analyst.listAlerts({ text: `A-${first.number}` })
      expect(found.items.map((row) => row.id)).toContain(first.id)
      expect((await analyst.listAlerts({ text: '%_no_such_%' })).items).toEqual([])
    })

    promise('an alert that does not exist is not-found', async () => {
      await expectRefusal(analyst.getAlert('al_000000000000'), 'not-found')
      await expectRefusal(analyst.getStory('al_000000000000'), 'not-found')
    })

    promise(
      'a story holds its alert once, in the order in which it happened, and every other one says why',
      async () => {
        const row = await firstAlert(analyst)
        const story = await analyst.getStory(row.id)
        expect(story.alerts.filter(({ id }) => id === row.id)).toHaveLength(1)
        const times = story.alerts.map(({ firstSeenAt }) => firstSeenAt)
        expect(times).toEqual([...times].sort((a, b) => a - b))
        expect(story.number).toBe(Math.min(...story.alerts.map(({ number }) => number)))
        expect(story.alerts.slice(1).every(({ because }) => because.length > 0)).toBe(true)
        const numbers = new Set(story.alerts.map(({ number }) => number))
        expect(story.alerts.flatMap(({ because }) => because).every((reason) => numbers.has(reason.with))).toBe(true)
      },
    )

    promise(
      'a change names the version it has seen; a second one with the old version is stale and changes nothing',
      async () => {
        const row = await firstAlert(analyst)
        const taken = await analyst.changeAlert(row.id, { assignee: 'me', status: 'acknowledged' }, row.version)
        expect(taken.version).toBeGreaterThan(row.version)
        await expectRefusal(analyst.changeAlert(row.id, { status: 'in-progress' }, row.version), 'stale')
        expect((await analyst.getAlert(row.id)).row.status).toBe('acknowledged')
      },
    )

    promise('closing without a reason is refused and changes nothing', async () => {
      const row = (await analyst.listAlerts({ status: ['new'], limit: 1, sort: 'lastSeen' })).items[0]
      if (row === undefined) throw new Error('the world has no new alert')
      await expectRefusal(analyst.changeAlert(row.id, { status: 'closed' }, row.version), 'invalid')
      expect((await analyst.getAlert(row.id)).row.version).toBe(row.version)
    })

    promise('somebody who may only read is refused, and the refusal is in the record', async () => {
      const auditor = await world.auditor()
      const row = await firstAlert(auditor)
      const before = await auditor.auditHead()
      await expectRefusal(auditor.changeAlert(row.id, { assignee: 'me' }, row.version), 'forbidden')
      const entries = await auditor.listAudit({ code: 'access.refused', limit: 5 })
      expect(entries.items.some(({ entry }) => entry.sequence >= before.size)).toBe(true)
    })

    promise('the same bytes ingested twice open one alert', async () => {
      const body = new Blob([JSON.stringify(guardDutyFinding)], { type: 'application/json' })
      const first = await analyst.ingest('guardduty', body)
      expect(first).toMatchObject({ records: 1, accepted: 1, refused: 0, alertsOpened: 1 })
      const before = await analyst.tallyAlerts()
      await analyst.ingest('guardduty', body)
      expect((await analyst.tallyAlerts()).total).toBe(before.total)
    })

    promise('a record that cannot be mapped is kept aside whole, the others land', async () => {
      const finding = { ...guardDutyFinding, id: 'kit-second', arn: `${guardDutyFinding.arn}-second` }
      const body = new Blob([`${JSON.stringify(finding)}\n{"broken": \n`], { type: 'application/x-ndjson' })
      const report = await analyst.ingest('guardduty', body)
      expect(report).toMatchObject({ records: 2, accepted: 1, refused: 1 })
      expect(
        (await analyst.listDeadLetters(null)).items.some((letter) => letter.position === 2 || letter.position === 1),
      ).toBe(true)
    })

    promise(
      'a plan is proposed, refused to its requester, approved by others, carried out, read back and taken back',
      async () => {
        const { row, action } = await containable(analyst)
        const draft = await analyst.draftPlan(row.id, action)
        expect(draft.mayPropose.allowed).toBe(true)
        const plan = await analyst.propose({ alertId: row.id, action, reason: 'conformance kit', exceedsCap: false })
        expect(plan.state).toBe('pending')
        await expectRefusal(analyst.vote(plan.body.id, 'approve', plan.digest, 'my own'), 'forbidden')
        await expectRefusal(
          (await world.approver(null)).vote(plan.body.id, 'approve', '0'.repeat(64), 'other digest'),
          'stale',
        )
        await approve(world, plan.body.id)
        const done = await untilState(analyst, plan.body.id, ['done', 'failed', 'paused'])
        expect(done.state).toBe('done')
        expect(['contained', 'new-sessions-only', 'already-contained']).toContain(done.containment)
        const undo = await analyst.proposeRollback(plan.body.id, 'conformance kit')
        await approve(world, undo.body.id)
        expect((await untilState(analyst, undo.body.id, ['done', 'failed', 'paused'])).state).toBe('done')
        expect((await analyst.getPlan(plan.body.id)).undoneBy).toBe(undo.body.id)
      },
    )

    promise('watch tells every change in order and without a gap, from where it is told to begin', async () => {
      const { size } = await analyst.auditHead()
      const row = await firstAlert(analyst)
      const seen: ChangeEvent[] = []
      const close = analyst.watch(
        size - 1,
        (event) => seen.push(event),
        () => undefined,
      )
      try {
        const current = (await analyst.getAlert(row.id)).row
        await analyst.changeAlert(row.id, { assignee: null }, current.version)
        const again = (await analyst.getAlert(row.id)).row
        await analyst.changeAlert(row.id, { assignee: 'me' }, again.version)
        await until(() => seen.length >= 2)
        expect(seen.map((event) => event.sequence)).toEqual(seen.map((_, i) => size + i))
      } finally {
        close()
      }
    })

    promise('the texts of the record are as many as its head says, in one chain', async () => {
      const head = await analyst.auditHead()
      const texts: string[] = []
      while (texts.length < head.size) texts.push(...(await analyst.auditLeaves(texts.length, 500)).texts)
      const entries = texts
        .slice(0, head.size)
        .map((text) => JSON.parse(text) as { sequence: number; previous: string })
      expect(entries.map((entry) => entry.sequence)).toEqual(entries.map((_, i) => i))
      const proof = await analyst.auditProof(0, head.size)
      expect(proof.root).toBe(head.root)
      expect(entries[1]?.previous).toBe(proof.leaf)
    })

    promise('the history of records comes newest first, page by page, without a gap and without secrets', async () => {
      const whole = await everyRecord(analyst, 500)
      expect(whole.length).toBeGreaterThan(0)
      expect((await everyRecord(analyst, 9)).map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
      const receipts = whole.map(({ receivedAt }) => receivedAt)
      expect(receipts).toEqual(receipts.toSorted((a, b) => b - a))
      expect(JSON.stringify(whole)).not.toContain('IQoJ')
      const format = whole[0]?.format ?? ''
      const { items } = await analyst.listRecords({ format, limit: 500 })
      expect(items.map(({ id }) => id)).toEqual(whole.filter((one) => one.format === format).map(({ id }) => id))
    })

    promiseChanges({ promise, world: () => world, until, expectRefusal })
    promiseWork({ promise, world: () => world, until, expectRefusal })
    promiseHistory({ promise, world: () => world, until, expectRefusal })
    promiseQueue({ promise, world: () => world, expectRefusal })
    promiseCases({ promise, world: () => world, expectRefusal })
    promiseSuppressions({ promise, world: () => world, expectRefusal })
    promiseViews({ promise, world: () => world, expectRefusal })
    promiseTargets({ promise, world: () => world, expectRefusal })

    promise('a record is shown with its digest and without its secrets', async () => {
      const row = await firstAlert(analyst)
      const record = (await analyst.getAlert(row.id)).records[0]
      if (record === undefined) throw new Error('the alert has no record')
      const view = await analyst.getRecord(record.id)
      expect(view.digest).toMatch(/^[0-9a-f]{64}$/)
      expect(JSON.stringify(view.shown)).not.toContain('IQoJ')
    })
  })
}

/** A complete finding as GuardDuty sends it, of a key that no estate knows. */
const guardDutyFinding = {
  schemaVersion: '2.0',
  accountId: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
  id: 'kit-first',
  arn: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/kit-first',
  type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
  title: 'API call from an address on a threat list',
  description: 'Sample for the conformance kit',
  severity: 5,
  createdAt: '2026-01-05T10:00:00.000Z',
  updatedAt: '2026-01-05T10:00:00.000Z',
  resource: {
    resourceType: 'AccessKey',
    accessKeyDetails: {
      accessKeyId: 'AKIAKITKITKITKITKIT1',
      principalId: 'AIDAKITKITKITKITKIT1',
      userName: 'svc-kit',
      userType: 'IAMUser',
    },
  },
  service: { serviceName: 'guardduty', count: 1, archived: false, resourceRole: 'TARGET' },
}

async function firstAlert(backend: Backend): Promise<AlertRow> {
  const row = (await backend.listAlerts({ limit: 1 })).items[0]
  if (row === undefined) throw new Error('the world has no alert')
  return row
}

async function everyAlert(backend: Backend, query: AlertQuery): Promise<readonly AlertRow[]> {
  const rows: AlertRow[] = []
  for (let after: string | null = null; ; ) {
    const page = await backend.listAlerts({ ...query, after })
    rows.push(...page.items)
    if (page.next === null) return rows
    after = page.next
  }
}

async function everyRecord(backend: Backend, limit: number): Promise<readonly HistoryRecord[]> {
  const records: HistoryRecord[] = []
  for (let after: string | null = null; ; ) {
    const page = await backend.listRecords({ limit, after })
    records.push(...page.items)
    if (page.next === null) return records
    after = page.next
  }
}

function isInOrder(rows: readonly AlertRow[], sort: NonNullable<AlertQuery['sort']>): boolean {
  const rank = (row: AlertRow): number => {
    if (sort === 'lastSeen') return -row.lastSeenAt
    if (sort === 'sla') return row.slaDueAt ?? Number.POSITIVE_INFINITY
    return sort === 'tier' ? -row.tier : -row.priority
  }
  return rows.every((row, i) => i === 0 || rank(rows[i - 1] as AlertRow) <= rank(row))
}

/** The first alert whose smallest action waits for people and can be undone. */
async function containable(backend: Backend) {
  const rows = await everyAlert(backend, { gate: ['one-approval', 'two-approvals'], tier: [2, 3], limit: 100 })
  for (const row of rows) {
    if (row.action === null || row.status === 'closed') continue
    const draft = await backend.draftPlan(row.id, row.action)
    if (draft.mayPropose.allowed && draft.body.steps.every((step) => step.undo.action !== null)) {
      return { row, action: row.action }
    }
  }
  throw new Error('the world has no alert that can be contained and restored')
}

async function approve(world: ConformanceWorld, planId: string): Promise<void> {
  const reader = await world.approver(null)
  const { body, digest } = await reader.getPlan(planId)
  if (body.gate.ownerTeam !== null) {
    await (await world.approver(body.gate.ownerTeam)).vote(planId, 'approve', digest, 'owner agrees')
  }
  if ((await reader.getPlan(planId)).state === 'pending') await reader.vote(planId, 'approve', digest, 'agreed')
}

async function untilState(backend: Backend, planId: string, states: readonly PlanState[]) {
  let plan = await backend.getPlan(planId)
  await until(async () => {
    plan = await backend.getPlan(planId)
    return states.includes(plan.state)
  })
  return plan
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 300; i += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('waited 30 s in vain')
}

async function expectRefusal(call: Promise<unknown>, kind: BackendError['kind']): Promise<void> {
  const answer = await call.then(
    () => 'it was answered',
    (error: unknown) => error,
  )
  expect(answer).toBeInstanceOf(BackendError)
  expect((answer as BackendError).kind).toBe(kind)
  expect((answer as BackendError).detail.length).toBeGreaterThan(10)
}
