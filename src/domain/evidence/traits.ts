import type { Network, Signal } from '../signal/signal.ts'
import type { Dimension } from './fields.ts'

/** A short digest of a text: what histories keep instead of the text. The same text gives the same digest for ever. */
export type Digest = (text: string) => string

/** What a record shows in each dimension, as digests. Empty where it shows nothing. */
export type Traits = Readonly<Record<Dimension, readonly string[]>>

/** A record names up to a hundred resources; the first ones say what it was about. */
const MOST_RESOURCES = 8

export function traitsOf(signal: Signal, digest: Digest): Traits {
  const one = (text: string | null) => (text === null ? [] : [digest(text)])
  return {
    region: one(signal.region),
    network: one(sourceNetwork(signal.network) ?? signal.network.viaService),
    user_agent: one(agentFamily(signal.userAgent)),
    action: one(signal.call === null ? null : `${signal.call.service ?? ''}:${signal.call.operation}`),
    resource: [...new Set(signal.resources.slice(0, MOST_RESOURCES).map(({ id }) => digest(id)))],
    tool: one(signal.tool),
  }
}

/**
 * Where a call came from, coarsely enough that a new address of the same place is no news: the /24 of an IPv4 address, the
 * /48 of an IPv6 address (what one customer is given), else the AS number. Null for a call through a cloud service.
 */
export function sourceNetwork({ ip, asn }: Network): string | null {
  if (ip === null) return asn === null ? null : `as:${asn}`
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(ip)?.[1]
  if (v4 !== undefined) return `${v4}.0/24`
  return `${hextets(ip).slice(0, 3).join(':')}::/48`
}

/** The eight groups of an IPv6 address as lower-case hex without leading zeros; an IPv4 tail counts as two. */
function hextets(ip: string): readonly string[] {
  const [head = '', tail = ''] = ip.toLowerCase().split('::', 2)
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').flatMap((group) => (group.includes('.') ? [group, ''] : [group]))
  const [front, back] = [groups(head), groups(tail)]
  const gap = Math.max(0, 8 - front.length - back.length)
  return [...front, ...Array.from({ length: gap }, () => '0'), ...back].map((group) => group.replace(/^0+(?=.)/, ''))
}

/** What follows is only about how far a build is from its release. */
const RELEASE_WORDS = new Set(['alpha', 'beta', 'dev', 'final', 'preview', 'rc', 'release', 'snapshot'])

/** What SDKs write of the one call, not of the program: `api/ec2#1.63`, `command/s3.ls`, `cfg/retry-mode#standard`. */
const OF_THE_CALL = /(?<![^\s])(?:md\/)?(?:api|cfg|command|ft|m|prompt)\/\S+/g

/** User agents of more than this are padded by somebody; their beginning tells the program. */
const READ_OF_AGENT = 512

/** Ids of one run or one request. */
const OF_THE_RUN = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * A user agent without its versions: its words in order, each once. `aws-cli/2.9.19 Python/3.11` and `aws-cli/2.15
 * Python/3.12` are one family, and a kernel built for an attacker's distribution is another. Null where it has no word.
 */
export function agentFamily(userAgent: string | null): string | null {
  if (userAgent === null) return null
  const text = userAgent.slice(0, READ_OF_AGENT).toLowerCase().replaceAll(OF_THE_CALL, '').replaceAll(OF_THE_RUN, '')
  const words = text.split(/[^a-z0-9]+/).flatMap((part) => {
    // `boto3` and `amd64` are words with a number; digits among letters are a build or an id.
    const word = /^([a-z]{3,})\d*$/.exec(part)?.[1]
    return word === undefined || RELEASE_WORDS.has(word) ? [] : [word]
  })
  return words.length === 0 ? null : [...new Set(words)].join(' ')
}
