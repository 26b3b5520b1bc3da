import type { Json } from '../../src/domain/json/json.ts'
import { MINUTE_MS } from './describe.ts'
import type { EstateOptions } from './estate.ts'
import type { Generated } from './generate-identity.ts'
import type { Handle } from './handles.ts'
import { type Random, randomFor } from './random.ts'
import { cloudTrailEvent, guardDutyFinding } from './records/aws.ts'
import { falcoAlert, kubernetesEvent } from './records/cluster.ts'
import {
  agentInvocation,
  aiKeyEvent,
  appInstallation,
  canaryAlert,
  oktaTokenEvent,
  secretScanningAlert,
} from './records/platforms.ts'
import { sccFinding, wizIssue } from './records/posture.ts'
import type { Occasion } from './records/shared.ts'
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

const ROUND = 1_000
/** A default estate looks back two weeks; one with more alerts a day than any team would read looks back a quarter. */
const DAYS = 14
const DAYS_IF_LARGE = 90

/** The estate's records in order of time, round by round; in each, one batch per format that occurs. */
export function* batchesOf(options: EstateOptions & { readonly identities: readonly Generated[] }): Iterable<RawBatch> {
  const stories = storyRecords(options.now)
  let round: RawRecord[] = []
  for (const record of generatedRecords(options, Math.max(0, options.alerts - stories.length))) {
    round.push(record)
    if (round.length < ROUND) continue
    yield* byFormat(round)
    round = []
  }
  // The stories lie in the last two hours, so they come with the last round.
  yield* byFormat([...round, ...stories].sort((a, b) => a.at - b.at))
}

function* byFormat(round: readonly RawRecord[]): Iterable<RawBatch> {
  const encoder = new TextEncoder()
  for (const [format, records] of Map.groupBy(round, (record) => record.format)) {
    const bytes = encoder.encode(records.map((record) => `${record.text}\n`).join(''))
    yield { source: `so_sample_${format}`, format, bytes, records: records.length }
  }
}

function* generatedRecords(
  { seed, now, identities }: EstateOptions & { readonly identities: readonly Generated[] },
  count: number,
): Iterable<RawRecord> {
  const latest = now - 3 * MINUTE_MS
  const momentOf = timeline(latest, count > 20_000 ? DAYS_IF_LARGE : DAYS, count)
  for (let index = 0; index < count; index += 1) {
    const random = randomFor(seed, `record/${index}`)
    const at = momentOf(index, random.next())
    const { handle } = chosen(random, identities)
    const [format, make] = random.weighted(MAKERS[handle.platform])
    const label = `record/${index}/${format}`
    const once = (when: number, times: number): RawRecord => {
      const occasion = { handle, random: randomFor(seed, label), at: when, times, firstAt: at }
      return { format, at: when, text: JSON.stringify(make(occasion)) }
    }
    yield once(at, 1)
    for (let times = 2; times <= repeats(random, format); times += 1) {
      const again = at + (times - 1) * random.between(4, 90) * MINUTE_MS
      if (again < latest) yield once(again, times)
    }
  }
}

/** A few identities are noisy, most are quiet. */
function chosen(random: Random, identities: readonly Generated[]): Generated {
  const index = Math.floor(random.next() ** 2 * identities.length)
  const found = identities[index] ?? identities[0]
  if (found === undefined) throw new RangeError('an estate with records needs identities')
  return found
}

/** Sources that report the same thing again, with the same key. */
function repeats(random: Random, format: string): number {
  if (!['guardduty', 'falco', 'google-scc', 'wiz-issue'].includes(format) || !random.chance(0.18)) return 1
  return random.between(2, 4)
}

type Maker = readonly [format: string, make: (occasion: Occasion) => Json]

/** A maker that takes one platform, as one that takes any: the table below calls it for its own platform only. */
function maker<Platform extends Handle['platform']>(
  format: string,
  platforms: readonly Platform[],
  make: (occasion: Occasion<Platform>) => Json,
): Maker {
  const isMine = (occasion: Occasion): occasion is Occasion<Platform> & Occasion =>
    platforms.some((platform) => platform === occasion.handle.platform)
  return [
    format,
    (occasion) => {
      if (!isMine(occasion)) throw new TypeError(`${format} has no record for ${occasion.handle.platform}`)
      return make(occasion)
    },
  ]
}

const AWS = ['aws-user', 'aws-role'] as const
const GUARDDUTY = maker('guardduty', AWS, guardDutyFinding)
const CLOUDTRAIL = maker('cloudtrail', AWS, cloudTrailEvent)
const WIZ = maker('wiz-issue', AWS, wizIssue)

/** What is reported about the identities of each platform, and how often. */
const MAKERS: Readonly<Record<Handle['platform'], readonly (readonly [Maker, number])[]>> = {
  'aws-user': [
    [GUARDDUTY, 52],
    [CLOUDTRAIL, 26],
    [WIZ, 22],
  ],
  'aws-role': [
    [GUARDDUTY, 50],
    [CLOUDTRAIL, 22],
    [WIZ, 22],
    [maker('tracebit', ['aws-role'], canaryAlert), 6],
  ],
  kubernetes: [
    [maker('falco', ['kubernetes'], falcoAlert), 62],
    [maker('kubernetes-audit', ['kubernetes'], kubernetesEvent), 38],
  ],
  gcp: [[maker('google-scc', ['gcp'], sccFinding), 1]],
  'github-secret': [[maker('github-webhook', ['github-secret'], secretScanningAlert), 1]],
  'github-app': [[maker('github-webhook', ['github-app'], appInstallation), 1]],
  'okta-token': [[maker('okta-system-log', ['okta-token'], oktaTokenEvent), 1]],
  'ai-key': [[maker('openai-audit', ['ai-key'], aiKeyEvent), 1]],
  agent: [[maker('bedrock-invocation', ['agent'], agentInvocation), 1]],
}
