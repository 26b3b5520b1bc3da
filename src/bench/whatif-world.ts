import { PLAYBOOKS } from '../domain/action/playbooks.ts'
import type { EpochMs } from '../domain/time/instant.ts'
import { createHistoryBuilder } from '../engine/whatif/build-history.ts'
import type { CaseColumn, History, HistoryTrigger } from '../engine/whatif/history.ts'
import { loadPack } from '../sigma/pack/pack.ts'
import { aDependency, anIdentity } from '../testing/builders.ts'

const NOW: EpochMs = Date.UTC(2026, 10, 1)
const DAY_MS = 86_400_000

/** `usual` is what estates look like; in `worst` each alert is of its own kind, so that nothing can be decided once for two. */
export type Likeness = 'usual' | 'worst'

/**
 * Alerts as a large estate has them: a few identities have most of them, each identity sets off the same few triggers again and
 * again, and sometimes a second one corroborates. The same numbers give the same history.
 */
export function historyOf(alerts: number, identityCount: number, likeness: Likeness = 'usual'): History {
  if (likeness === 'worst' && alerts > MOST_MADE && alerts % MOST_MADE === 0) {
    return repeated(historyOf(MOST_MADE, identityCount, likeness), alerts / MOST_MADE)
  }
  const random = mulberry(7)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] ?? (all[0] as T)
  const people = Array.from({ length: identityCount }, (_, i) => ({
    identity: anIdentity({
      id: `id_${i}`,
      name: `svc-${i}`,
      kind: pick(['cloud-role', 'service-account', 'api-key', 'ci-pipeline', 'workload'] as const),
      environment: pick(['prod', 'staging', 'dev', 'ci', null] as const),
      criticality: pick([1, 2, 3, 4, 5, null]),
      privilege: pick(['read', 'write', 'admin', null] as const),
      sensitiveResources: pick([0, 1, 4, 30, null]),
      technicalOwner: pick(['Payments', 'Platform', 'Search', 'Reporting', null]),
      validatedAt: NOW - Math.floor(random() * 10) * DAY_MS,
    }),
    dependencies: Array.from({ length: Math.floor(random() * 5) }, (_, edge) =>
      aDependency({ id: `d_${i}_${edge}`, identityId: `id_${i}` }),
    ),
  }))
  const triggers = loadPack().map(
    ({ trigger }): HistoryTrigger => ({ trigger, record: { judged: 30, truePositives: 21 }, forbidden: null }),
  )
  const stated = likeness === 'usual' ? [null, 20, 50, 80] : Array.from({ length: 101 }, (_, value) => value)
  const evidences = stated.map((confidence) => ({
    form: 'finding' as const,
    confidence,
    sessions: [],
    credentials: [],
    tool: null,
    timeFlags: [],
    isSample: false,
  }))
  const sets = triggers.map((trigger) => [{ trigger }])
  const [NONE, CLEAR] = [[], {}]
  const builder = createHistoryBuilder(triggers)
  for (let number = 1; number <= alerts; number += 1) {
    const who = Math.floor(identityCount * (likeness === 'usual' ? random() ** 3 : random()))
    const habit = (step: number) =>
      likeness === 'usual'
        ? (who * step + Math.floor(3 * random() ** 2)) % triggers.length
        : Math.floor(random() * triggers.length)
    const judged = random()
    builder.add({
      number,
      firstSeenAt: NOW - Math.floor(random() * 90 * DAY_MS),
      disposition:
        judged < 0.6
          ? 'undetermined'
          : judged < 0.75
            ? 'true-positive'
            : judged < 0.85
              ? 'benign-positive'
              : 'false-positive',
      identity: people[who] ?? null,
      trigger: random() < 0.8 ? (triggers[habit(7)] ?? null) : null,
      evidence:
        likeness === 'worst' ? pick(evidences) : (evidences[random() < 0.7 ? 0 : (who % 3) + 1] ?? pick(evidences)),
      ambiguity: null,
      corroborating: random() < 0.2 ? (sets[habit(3)] ?? NONE) : NONE,
      obstacles: CLEAR,
    })
  }
  return builder.finish(
    NOW,
    PLAYBOOKS.map((playbook) => ({ playbook, exercisedAt: NOW - DAY_MS })),
  )
}

/** Of so many alerts that are all different, their objects alone fill a heap: more of them are the same over again, each its own case. */
const MOST_MADE = 1_000_000

/** The same alerts so many times at the same minutes, none of which shares its case with another. */
function repeated(history: History, times: number): History {
  const { cases, rows } = history
  const ofCases = (column: CaseColumn) => {
    const all = new Int32Array(column.length * times)
    for (let time = 0; time < times; time += 1) all.set(column, time * column.length)
    return all
  }
  const all = {
    number: new Uint32Array(rows.count * times),
    caseOf: new Uint32Array(rows.count * times),
    minute: new Uint32Array(rows.count * times),
    disposition: new Uint8Array(rows.count * times),
    isOfThen: new Uint8Array(rows.count * times),
  }
  for (let row = 0; row < rows.count * times; row += 1) {
    const [own, time] = [Math.floor(row / times), row % times]
    all.number[row] = row + 1
    all.caseOf[row] = (rows.caseOf[own] ?? 0) + time * cases.count
    all.minute[row] = rows.minute[own] ?? 0
    all.disposition[row] = rows.disposition[own] ?? 0
    all.isOfThen[row] = rows.isOfThen[own] ?? 0
  }
  return {
    ...history,
    cases: {
      count: cases.count * times,
      identity: ofCases(cases.identity),
      trigger: ofCases(cases.trigger),
      evidence: ofCases(cases.evidence),
      corroboration: ofCases(cases.corroboration),
      obstacle: ofCases(cases.obstacle),
      ambiguity: ofCases(cases.ambiguity),
    },
    rows: { count: rows.count * times, ...all },
  }
}

/** A small generator of even numbers in [0, 1). */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
