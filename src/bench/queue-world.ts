import type { QueueRow } from '../engine/queue/columns.ts'
import { anAlertRow } from '../testing/alert-rows.ts'

const NOW = Date.UTC(2026, 10, 1)
const MINUTE_MS = 60_000

/**
 * Alerts `from` to `to` (excluded) of a large estate: a few identities have most of them, titles name what happened and to whom. The
 * same numbers give the same alerts, whichever part is made.
 */
export function queueRows(from: number, to: number): readonly QueueRow[] {
  return Array.from({ length: to - from }, (_, at) => queueRow(from + at))
}

function queueRow(number: number): QueueRow {
  const random = mulberry(number)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] ?? (all[0] as T)
  // The square of a random number: the first identities have most alerts.
  const identity = Math.floor(random() ** 2 * 50_000)
  const trigger = Math.floor(random() ** 2 * 76)
  const confidence = Math.floor(random() * 101)
  const urgency = (identity * 37) % 101
  const tier = pick([0, 0, 0, 1, 1, 2, 2, 3, 4] as const)
  const receivedAt = NOW - number * MINUTE_MS - Math.floor(random() * MINUTE_MS)
  const status = pick(['new', 'new', 'acknowledged', 'in-progress', 'closed', 'closed', 'closed'] as const)
  const repeats = Math.floor(random() * 200_000)
  return {
    ...anAlertRow({
      number,
      id: idOf(receivedAt, random),
      title: `${TITLES[trigger % TITLES.length] ?? ''} (svc-${identity % 5000})`,
      severity: pick(['informational', 'low', 'low', 'medium', 'medium', 'high', 'critical'] as const),
      tier,
      uncapped: tier,
      gate: pick(['auto', 'one-approval', 'two-approvals', 'blocked'] as const),
      confidence,
      urgency,
      priority: confidence * urgency,
      identityId: `id_${identity}`,
      identityName: `svc-${identity}`,
      identityKind: pick(['cloud-role', 'service-account', 'api-key', 'ci-pipeline'] as const),
      ownerTeam: identity % 9 === 0 ? null : `Team ${identity % 200}`,
      environment: pick(['prod', 'staging', 'dev', null] as const),
      status,
      disposition: status === 'closed' ? 'benign-positive' : 'undetermined',
      assignee: status === 'new' ? null : { id: `pe_${identity % 40}`, name: `Person ${identity % 40}` },
      receivedAt,
      lastSeenAt: receivedAt - Math.floor(random() * 10 * MINUTE_MS),
      firstSeenAt: receivedAt - Math.floor(random() * 60 * MINUTE_MS),
      slaDueAt: status === 'new' ? receivedAt + 60 * MINUTE_MS : null,
      trigger: { id: `trigger-${trigger}`, version: 1, title: `Trigger ${trigger}` },
    }),
    // A digest's first half: the same for the same repeated alert, and like no other.
    dedup: [1, 2].map((part) => hexOf(mulberry(repeats * part + part)(), 8)).join(''),
  }
}

/** As the gateway makes them: when, and 80 random bits. No packing makes these smaller. */
function idOf(at: number, random: () => number): string {
  return `al_${at.toString(16).padStart(12, '0')}${[7, 7, 6].map((digits) => hexOf(random(), digits)).join('')}`
}

function hexOf(random: number, digits: number): string {
  return Math.floor(random * 16 ** digits)
    .toString(16)
    .padStart(digits, '0')
}

const TITLES = [
  'Instance role used from outside its instance',
  'Access key made for another identity',
  'Secrets read one after another',
  'Administrator planted',
  'Audit trail stopped',
  'Token used from two places',
  'Model invoked by a new agent',
  'Repository cloned in bulk',
]

function mulberry(seed: number): () => number {
  let state = Math.imul(seed, 0x9e37_79b1)
  return () => {
    state = (state + 0x6d2b_79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
