import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Facts } from '../../../domain/evidence/fields.ts'
import { NO_HISTORY } from '../../../domain/evidence/identity-history.ts'
import { NO_SECRET } from '../../../domain/evidence/secret.ts'
import { carrierOf, NO_SESSION } from '../../../domain/evidence/session-history.ts'
import { type Histories, subjectOf, weigh } from '../../../domain/evidence/weigh.ts'
import type { Identity } from '../../../domain/identity/identity.ts'
import type { Json, JsonObject } from '../../../domain/json/json.ts'
import { readJson } from '../../../domain/json/read-json.ts'
import type { Signal } from '../../../domain/signal/signal.ts'
import { normaliseBatch } from '../../../formats/normalise-batch.ts'
import { type CorrelationMemory, createMemory } from '../../correlation/correlate.ts'
import type { Evidence } from '../../fires.ts'
import { firesAlone, judge, matchedBy } from '../../trigger-logic.ts'
import { loadPack } from '../pack.ts'

const FIXTURES = new URL('../../../../mocks/fixtures/', import.meta.url)
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** What a trigger sees of one record as its vendor wrote it; null where the format refuses it. */
export async function readEvidence(format: string, record: unknown): Promise<Evidence | null> {
  const bytes = new TextEncoder().encode(JSON.stringify(record))
  const batch = await normaliseBatch(bytes, { format, digest, headers: {} })
  const [read] = batch.ok ? batch.records : []
  return read?.ok ? { format, record: read.record, signal: read.signal, facts: {} } : null
}

/** The same of a record that has to be readable. `facts` are what is said to be known around it. */
export async function evidenceOf(format: string, record: unknown, facts: Facts = {}): Promise<Evidence> {
  const evidence = await readEvidence(format, record)
  if (evidence === null) throw new Error(`${format} does not read ${JSON.stringify(record).slice(0, 200)}`)
  return { ...evidence, facts }
}

/** The lines of a fixture, `path` below `mocks/fixtures`. */
export function linesOf(path: string): readonly JsonObject[] {
  const text = readFileSync(new URL(path, FIXTURES), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const read = readJson(line)
      if (!read.ok) throw new Error(read.reason)
      return read.value as JsonObject
    })
}

/** A fixture that is one JSON text. */
export function jsonOf(path: string): Json {
  const read = readJson(readFileSync(new URL(path, FIXTURES), 'utf8'))
  if (!read.ok) throw new Error(read.reason)
  return read.value
}

export function textOf(value: Json | undefined): string {
  if (typeof value !== 'string') throw new TypeError('the fixture holds no text there')
  return value
}

/** The triggers that fire on this record alone, by id. */
export function firedOn(evidence: Evidence): readonly string[] {
  return loadPack()
    .filter(({ logic }) => firesAlone(logic, evidence))
    .map(({ trigger }) => trigger.id)
}

export interface Replay {
  /** Tells the pack one record more; answers the triggers that fire on it, by id. */
  tell(evidence: Evidence): readonly string[]
}

/**
 * Records in the order in which they arrive, with everything remembered that the gateway would remember: the facts of a record
 * are weighed here, and those that it brings along win. `inventory` describes identities by the first name of their actor.
 */
export function createReplay(inventory: Readonly<Record<string, Identity>> = {}): Replay {
  const identities = new Map<string, Histories['identity']>()
  const sessions = new Map<string, Histories['session']>()
  const secrets = new Map<string, Histories['secret']>()
  const memories = new Map<string, CorrelationMemory>()

  function factsOf(signal: Signal): Facts {
    const key = subjectOf(signal)?.names[0]?.value ?? null
    const carrier = carrierOf(signal)
    const session = carrier === null ? '' : `${carrier.kind}/${carrier.id}`
    const secret = signal.credentials[0]?.id ?? ''
    const { facts, after } = weigh(
      signal,
      { key, identity: key === null ? null : (inventory[key] ?? null), secret: null },
      {
        identity: identities.get(key ?? '') ?? NO_HISTORY,
        session: sessions.get(session) ?? NO_SESSION,
        secret: secrets.get(secret) ?? NO_SECRET,
      },
      digest,
    )
    if (key !== null) identities.set(key, after.identity)
    sessions.set(session, after.session)
    secrets.set(secret, after.secret)
    return facts
  }

  return {
    tell(evidence) {
      const seen = { ...evidence, facts: { ...factsOf(evidence.signal), ...evidence.facts } }
      const at = evidence.signal.observedAt ?? 0
      return loadPack()
        .filter(({ trigger, logic }) => {
          const memory = memories.get(trigger.id) ?? createMemory()
          memories.set(trigger.id, memory)
          return judge(logic, matchedBy(logic, seen), seen, at, memory)
        })
        .map(({ trigger }) => trigger.id)
    },
  }
}
