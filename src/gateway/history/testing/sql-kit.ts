import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PLAYBOOKS } from '../../../domain/action/playbooks.ts'
import { STARTING_POLICY } from '../../../domain/policy/policy.ts'
import { loadHistory } from '../../../engine/sql/load.ts'
import { openSqlSession, type SqlAnswer, type SqlEngine, type SqlHistory } from '../../../engine/sql/session.ts'
import { asItIs, type Draft } from '../../../engine/whatif/draft.ts'
import { factCounts, type History, type HistoryIdentity } from '../../../engine/whatif/history.ts'
import { BLOCKS } from '../../../engine/whatif/outcome.ts'
import { runRows } from '../../../engine/whatif/reference/run-rows.ts'
import type { WhatIfResult } from '../../../engine/whatif/result.ts'
import { openSession } from '../../../engine/whatif/session.ts'
import { histories } from '../../../engine/whatif/testing/worlds.ts'
import { heldBackFrom } from '../../../engine/worker/held-back.ts'
import { exportHistory } from '../parquet-export.ts'
import { openParquetHistory } from '../parquet-open.ts'
import { draftsOf } from './drafts.ts'
import { estateHistory } from './estate-history.ts'

/** A round of everybody's tests tries few; `POLICIES=200` is the long one, some minutes for each engine. */
const POLICIES = Number(process.env['POLICIES'] ?? 24)
const WORLDS = POLICIES < 200 ? 4 : 12
const OFTEN = POLICIES < 200 ? 0 : 5
const LONG_MS = 600_000

/** What every engine has to answer like the rest of the house: the gateway's decision alert by alert, and the session in memory. */
export function sqlKit(name: string, open: () => Promise<SqlEngine & { close(): void }>): void {
  let folder = ''
  let engine: SqlEngine & { close(): void }

  beforeAll(async () => {
    engine = await open()
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'history-'))
  })

  afterAll(async () => {
    engine.close()
    await fs.rm(folder, { recursive: true, force: true })
  })

  test(
    `${name} counts what the gateway decides alert by alert, whatever the world`,
    async () => {
      const worlds = histories.chain((history) => fc.tuple(fc.constant(history), draftsOf(history), draftsOf(history)))
      await fc.assert(
        fc.asyncProperty(worlds, async ([history, baseline, draft]) => {
          const loaded = await loadHistory(engine.dialect, (statement) => engine.run(statement), history)
          const [result] = await exact(engine, loaded, baseline, [draft])
          expect(plain(result)).toEqual(plain(runRows(history, baseline, draft)))
        }),
        { numRuns: WORLDS },
      )
    },
    LONG_MS,
  )

  test(
    `${name} counts ${POLICIES} policies over files of real-shaped alerts as the session in memory does, bit for bit`,
    async () => {
      const history = estateHistory({ alerts: 3_000, identities: 300, days: 15 })
      const { expected, results } = await both(engine, folder, history, sampleOf(history, POLICIES), whole)
      for (const [i, result] of results.entries()) expect(result, `policy ${i}`).toEqual(expected[i])
      expect(results).toHaveLength(POLICIES)
      // A comparison of nothing with nothing would hold, too.
      const some = (holds: (result: WhatIfResult) => boolean) => expected.filter(holds).length
      expect(some(({ moved }) => moved.alerts > 0)).toBeGreaterThan(POLICIES / 2)
      expect(some(({ cells }) => (cells[2 * 4] ?? 0) + (cells[3 * 4] ?? 0) > 0)).toBeGreaterThan(POLICIES / 10)
      expect(some(({ overBudget }) => overBudget > 0)).toBeGreaterThan(OFTEN)
      for (let place = 0; place < BLOCKS.length; place += 1) {
        expect(
          some(({ blocked }) => (blocked[place] ?? 0) > 0),
          BLOCKS[place],
        ).toBeGreaterThan(OFTEN)
      }
    },
    LONG_MS,
  )

  test(
    `${name} counts what a hand on a slider asks for, each time only what differs`,
    async () => {
      const history = estateHistory({ alerts: 3_000, identities: 300, days: 15 })
      const drafts = [30, 40, 38, 39, 39, 75].map((medium): Draft => {
        const policy = structuredClone(STARTING_POLICY)
        policy.confidence.bands.medium = Math.min(medium, policy.confidence.bands.high)
        return { ...asItIs(history, policy), exercised: PLAYBOOKS.map(({ id }) => id) }
      })
      const { expected, results } = await both(engine, folder, history, drafts)
      expect(results).toEqual(expected)
      expect(new Set(expected.map(({ approvals }) => approvals.total)).size).toBeGreaterThan(2)
    },
    LONG_MS,
  )

  test(
    `${name} counts the newest fifth apart where it is held back, and the rest as if there were no other`,
    async () => {
      const history = estateHistory({ alerts: 3_000, identities: 300, days: 70 })
      await exportHistory(history, folder)
      const cut = heldBackFrom(history.rows.count)
      const sides = [stretchOf(history, 0, cut), stretchOf(history, cut, history.rows.count)]
      const baseline = asItIs(history, STARTING_POLICY)
      const [tuned, tail] = sides.map((side) => openSession(side, baseline))
      const session = await openSqlSession(engine, await openParquetHistory(engine, folder), baseline)
      for (const draft of sampleOf(history, 4)) {
        const answers: SqlAnswer[] = []
        for await (const answer of session.run(draft, { isTailHeldBack: true })) answers.push(answer)
        expect(answers).toHaveLength(2)
        expect(answers[1]?.result).toEqual(tuned?.run(draft))
        expect(answers[1]?.tail).toEqual(tail?.run(draft))
        expect(answers[0]?.tail?.alerts).toBeGreaterThan(0)
      }
    },
    LONG_MS,
  )

  test(
    `${name} counts what it would be if identities had other consumers`,
    async () => {
      const history = estateHistory({ alerts: 3_000, identities: 300, days: 15 })
      const often = mostOften(history, 12)
      const drafts = [1, 0, 3].map((kept): Draft => {
        const draft = asItIs(history, STARTING_POLICY)
        const supposed = often.flatMap((place) => {
          const known = history.identities[place]
          return known === undefined ? [] : [[place, splitOf(known, kept)] as const]
        })
        return { ...draft, identities: new Map(supposed), exercised: PLAYBOOKS.map(({ id }) => id) }
      })
      const { expected, results } = await both(engine, folder, history, drafts)
      expect(results).toEqual(expected)
      expect(new Set(expected.map(({ breaks }) => breaks.join(' '))).size).toBeGreaterThan(1)
    },
    LONG_MS,
  )

  test(
    `${name} counts 20,000 alerts of a quarter, a sample of them first`,
    async () => {
      const history = estateHistory({ alerts: 20_000, identities: 300 })
      const { expected, results } = await both(engine, folder, history, sampleOf(history, 5))
      expect(results).toEqual(expected)
    },
    LONG_MS,
  )
}

async function exact(
  engine: SqlEngine,
  history: SqlHistory,
  baseline: Draft,
  drafts: readonly Draft[],
): Promise<readonly WhatIfResult[]> {
  const session = await openSqlSession(engine, history, baseline)
  const results: WhatIfResult[] = []
  for (const draft of drafts) {
    for await (const { result, counted, alerts } of session.run(draft)) if (counted === alerts) results.push(result)
  }
  return results
}

/** Teams in one order: that of the slow reference is by first alert. */
function plain(result: WhatIfResult | undefined): unknown {
  return { ...result, teams: result?.teams.toSorted((a, b) => ((a.team ?? '') < (b.team ?? '') ? -1 : 1)) }
}

/** What the session in memory answers for some drafts, and what an engine counts over the same history in files. */
async function both(
  engine: SqlEngine,
  folder: string,
  history: History,
  drafts: readonly Draft[],
  opened = (history: SqlHistory) => history,
) {
  await exportHistory(history, folder)
  const baseline = asItIs(history, STARTING_POLICY)
  const session = openSession(history, baseline)
  const expected = drafts.map((draft) => session.run(draft))
  const inFiles = opened(await openParquetHistory(engine, folder))
  expect(inFiles.facts).toEqual(factCounts(history))
  return { expected, results: await exact(engine, inFiles, baseline, drafts) }
}

/** Alerts from one place to before another. */
function stretchOf(history: History, from: number, to: number): History {
  const { rows } = history
  return {
    ...history,
    rows: {
      count: to - from,
      number: rows.number.subarray(from, to),
      caseOf: rows.caseOf.subarray(from, to),
      minute: rows.minute.subarray(from, to),
      disposition: rows.disposition.subarray(from, to),
      isOfThen: rows.isOfThen.subarray(from, to),
    },
  }
}

/** Places of the identities with consumers that stand in most cases. */
function mostOften({ cases, identities }: History, count: number): readonly number[] {
  const times = new Map<number, number>()
  for (const place of cases.identity) {
    if ((identities[place]?.dependencies.length ?? 0) > 0) times.set(place, (times.get(place) ?? 0) + 1)
  }
  return [...times.entries()]
    .toSorted(([, a], [, b]) => b - a)
    .flatMap(([place]) => place)
    .slice(0, count)
}

/** The identity with its first consumers alone, and an owner, so that something is carried out. */
function splitOf(known: HistoryIdentity, kept: number): HistoryIdentity {
  return {
    identity: { ...known.identity, claimed: true, technicalOwner: 'Payments', consumersKnown: true },
    dependencies: known.dependencies.slice(0, kept),
  }
}

function sampleOf(history: History, count: number): readonly Draft[] {
  return fc.sample(draftsOf(history), { numRuns: count, seed: 4 })
}

/** Without a first answer from a sample. */
function whole(history: SqlHistory): SqlHistory {
  return { ...history, parts: history.parts.map((part) => ({ ...part, isSample: false })) }
}
