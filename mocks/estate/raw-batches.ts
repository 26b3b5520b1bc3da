import { MINUTE_MS } from './describe.ts'
import type { EstateOptions } from './estate.ts'
import type { Generated } from './generate-identity.ts'
import { type Random, randomFor } from './random.ts'
import { ALONE, MAKERS } from './records/makers.ts'
import { type RawRecord, storyRecords } from './stories.ts'
import { timeline } from './timeline.ts'

export interface SampleSource {
  readonly id: string
  readonly name: string
  readonly format: string
}

/** One source a format, so that every record of the sample came from somewhere a person can see. */
export const SAMPLE_SOURCES: readonly SampleSource[] = [
  ['cloudtrail', 'CloudTrail, all accounts'],
  ['guardduty', 'GuardDuty'],
  ['asff', 'Security Hub'],
  ['github-webhook', 'GitHub webhooks'],
  ['github-audit', 'GitHub audit log'],
  ['okta-system-log', 'Okta System Log'],
  ['falco', 'Falco, all clusters'],
  ['kubernetes-audit', 'Kubernetes audit'],
  ['google-scc', 'Security Command Center'],
  ['wiz-issue', 'Wiz'],
  ['tracebit', 'Tracebit'],
  ['openai-audit', 'OpenAI audit log'],
  ['anthropic-activity', 'Claude activity'],
  ['bedrock-invocation', 'Bedrock model invocations'],
].map(([format = '', name = '']) => ({ id: `so_sample_${format}`, name, format }))

export interface RawBatch {
  /** Id of a sample source. */
  readonly source: string
  readonly format: string
  /** NDJSON, UTF-8, oldest first. */
  readonly bytes: Uint8Array
  readonly records: number
}

type BatchOptions = EstateOptions & { readonly identities: readonly Generated[] }

const ROUND = 1_000
/** A default estate looks back two weeks; one with more alerts a day than any team would read looks back a quarter. */
const DAYS = 14
const DAYS_IF_LARGE = 90
const LARGE = 20_000
/**
 * From here on only findings are made, each an alert of its own: more telemetry about the same identities would make
 * alerts longer, not more.
 */
const MIXED = 1_000
/** Of a hundred mixed records about fourteen merge with others. */
const MERGED_SHARE = 0.14
/** Alerts that the stories become. */
const STORY_ALERTS = 31

/** The estate's records in order of time, round by round; in each, one batch per format that occurs. */
export function* batchesOf(options: BatchOptions): Iterable<RawBatch> {
  const stories = storyRecords(options.now)
  let round: RawRecord[] = []
  for (const record of generatedRecords(options, countFor(options.alerts))) {
    round.push(record)
    if (round.length < ROUND) continue
    yield* byFormat(round)
    round = []
  }
  // The stories lie in the last hours, so they come with the last round.
  yield* byFormat([...round, ...stories].sort((a, b) => a.at - b.at))
}

/** How many records it takes to make that many alerts, the repeats of a finding aside. */
function countFor(alerts: number): number {
  const wanted = Math.max(0, alerts - STORY_ALERTS)
  const mixed = Math.min(MIXED, Math.round(wanted / (1 - MERGED_SHARE)))
  return mixed + Math.max(0, wanted - Math.round(mixed * (1 - MERGED_SHARE)))
}

function* byFormat(round: readonly RawRecord[]): Iterable<RawBatch> {
  const encoder = new TextEncoder()
  for (const [format, records] of Map.groupBy(round, (record) => record.format)) {
    const bytes = encoder.encode(records.map((record) => `${record.text}\n`).join(''))
    yield { source: `so_sample_${format}`, format, bytes, records: records.length }
  }
}

function* generatedRecords({ seed, now, identities }: BatchOptions, count: number): Iterable<RawRecord> {
  const latest = now - 3 * MINUTE_MS
  const momentOf = timeline(latest, count > LARGE ? DAYS_IF_LARGE : DAYS, count)
  const reportedAlone = identities.filter(({ handle }) => ALONE[handle.platform].length > 0)
  for (let index = 0; index < count; index += 1) {
    const random = randomFor(seed, `record/${index}`)
    const at = momentOf(index, random.next())
    const isMixed = index < MIXED
    const { handle } = chosen(random, isMixed ? identities : reportedAlone)
    const { format, make, repeats } = random.weighted(isMixed ? MAKERS[handle.platform] : ALONE[handle.platform])
    const times = random.chance(repeats) ? random.between(2, 4) : 1
    for (let time = 1; time <= times; time += 1) {
      const when = time === 1 ? at : at + (time - 1) * random.between(4, 90) * MINUTE_MS
      if (when > latest) break
      const occasion = {
        handle,
        random: randomFor(seed, `record/${index}/${format}`),
        at: when,
        times: time,
        firstAt: at,
      }
      yield { format, at: when, text: JSON.stringify(make(occasion)) }
    }
  }
}

/** A few identities are noisy, most are quiet. */
function chosen(random: Random, identities: readonly Generated[]): Generated {
  const found = identities[Math.floor(random.next() ** 1.2 * identities.length)]
  if (found === undefined) throw new RangeError('an estate with records needs identities')
  return found
}
