import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import { readTime } from '../../domain/time/instant.ts'

/** One column of a CSV: what it means, how a value is written, and how the text becomes one again. */
export interface CsvColumn<T> {
  readonly name: string
  readonly meaning: string
  readonly example: string
  readonly isRequired: boolean
  write(item: T): string
  /** The value for the field of the same name; undefined where the text cannot be one. */
  read(text: string): unknown
}

type Kind = Pick<CsvColumn<never>, 'read'> & { readonly write: (value: never) => string }

/** Empty is "nobody knows". */
const orNull =
  (read: (text: string) => unknown) =>
  (text: string): unknown =>
    text === '' ? null : read(text)

const text: Kind = { write: (value: string | null) => value ?? '', read: orNull((cell) => cell) }
const number: Kind = {
  write: (value: number | null) => (value === null ? '' : String(value)),
  read: orNull((cell) => (/^-?\d{1,15}$/.test(cell.trim()) ? Number(cell) : undefined)),
}
const boolean: Kind = {
  write: (value: boolean) => (value ? 'yes' : 'no'),
  read: (cell) => (/^(yes|true|1)$/i.test(cell) ? true : /^(no|false|0)$/i.test(cell) ? false : undefined),
}
const instant: Kind = {
  write: (value: number | null) => (value === null ? '' : new Date(value).toISOString()),
  read: orNull((cell) => readTime(cell).at ?? undefined),
}
/** One entry a line inside the cell; a line break or backslash in an entry is escaped. */
const lines: Kind = {
  write: (value: readonly string[]) => value.map(escapeLine).join('\n'),
  read: (cell) => (cell === '' ? [] : cell.split(/\r?\n/).map(unescapeLine)),
}
const names: Kind = {
  write: (value: Identity['names']) => lines.write(value.map((name) => `${name.kind}=${name.value}`) as never),
  read: (cell) =>
    (lines.read(cell) as string[]).map((line) => {
      const equals = line.indexOf('=')
      return equals < 1
        ? { kind: 'other', value: line }
        : { kind: line.slice(0, equals), value: line.slice(equals + 1) }
    }),
}
const json: Kind = {
  write: (value: unknown) => (value === null ? '' : JSON.stringify(value)),
  read: orNull(parseJson),
}
const jsonList: Kind = {
  write: (value: readonly unknown[]) => (value.length === 0 ? '' : JSON.stringify(value)),
  read: (cell) => (cell === '' ? [] : parseJson(cell)),
}

function escapeLine(line: string): string {
  return line.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

function unescapeLine(line: string): string {
  return line.replace(/\\([\\nr])/g, (_, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : '\\'))
}

/** Far below the depth at which a parser could be hurt: a cell is one flat object or list of them. */
function parseJson(cell: string): unknown {
  if (cell.length > 100_000 || (cell.match(/[[{]/g)?.length ?? 0) > 2_000) return undefined
  try {
    return JSON.parse(cell) as unknown
  } catch {
    return undefined
  }
}

function column<T>(
  name: keyof T & string,
  kind: Kind,
  meaning: string,
  example: string,
  isRequired = false,
): CsvColumn<T> {
  return { name, meaning, example, isRequired, write: (item) => kind.write(item[name] as never), read: kind.read }
}

const of = column<Identity>
export const IDENTITY_COLUMN_GUIDE: readonly CsvColumn<Identity>[] = [
  of('id', text, 'Our id; leave it out for new ones', 'id_0192f0…'),
  of('name', text, 'What people call it', 'report-runner', true),
  of(
    'kind',
    text,
    'cloud-role, service-account, api-key, oauth-app, workload, ci-pipeline, ai-agent, bot, cloud-service, human or unknown',
    'cloud-role',
    true,
  ),
  of(
    'names',
    names,
    'Every name alerts may use, one a line, as kind=value; matched byte for byte',
    'arn=arn:aws:iam::111122223333:role/report-runner',
    true,
  ),
  of('description', text, 'What it is for', 'Runs the nightly reports'),
  of('environment', text, 'prod, staging, ci, dev or decoy', 'prod'),
  of('account', text, 'Cloud account, tenant, organisation or cluster', '111122223333'),
  of('trustDomain', text, 'Identities of different trust domains are contained together only by two people', 'corp'),
  of('businessOwner', text, 'Team for which it runs', 'Finance'),
  of('technicalOwner', text, 'Team that runs it', 'Reporting'),
  of('criticality', number, '1 (nobody notices) to 5 (the company stops)', '4'),
  of('privilege', text, 'none, read, write or admin', 'write'),
  of('tenancy', text, 'dedicated, shared, multi-tenant or third-party', 'dedicated'),
  of('sensitiveResources', number, 'Sensitive stores it can reach', '3'),
  of('workload', text, 'Where it runs', 'reports/nightly'),
  of('grants', lines, 'What it was granted, one a line', 's3:GetObject'),
  of(
    'credentials',
    jsonList,
    'Its credentials as a JSON list, by id, never by value',
    '[{"id":"AKIA…","kind":"access-key","state":"active","createdAt":null,"rotatedAt":null,"expiresAt":null,"expiryKnown":false,"lastUsedAt":null}]',
  ),
  of('rotationDays', number, 'Days after which a credential should have been replaced', '90'),
  of('lastUsedAt', instant, 'When it was last used (RFC 3339)', '2026-03-01T04:00:00.000Z'),
  of('dormantDaysBeforeLastUse', number, 'Days without use before that', '0'),
  of(
    'agent',
    json,
    'For an AI agent: approved tools and task windows, as JSON',
    '{"approvedTools":["search"],"windows":[]}',
  ),
  of('consumersKnown', boolean, 'yes once somebody has mapped who uses it', 'yes'),
  of('consumersExplain', number, 'Share of its use that the mapped consumers explain, percent', '95'),
  of('validatedAt', instant, 'When this was last checked against the system it lives in', '2026-03-01T00:00:00.000Z'),
]

interface FlatDependency extends Omit<Dependency, 'consumer'> {
  readonly consumerId: string
  readonly consumerName: string
  readonly consumerKind: string
  readonly consumerTeam: string | null
  readonly consumerCriticality: number | null
  readonly recovery: 'self' | 'manual' | null
  readonly recoverySeconds: number | null
  readonly standsFor: number
  readonly consequence: string | null
}

const on = column<FlatDependency>
export const DEPENDENCY_COLUMN_GUIDE: readonly CsvColumn<FlatDependency>[] = [
  on('id', text, 'Id of the dependency', 'dp-1', true),
  on('identityId', text, 'Id of the identity it hangs on', 'id_0192f0…', true),
  on('from', text, 'That identity, or the consumer above it (for via=service)', 'id_0192f0…', true),
  on('via', text, 'session, credential, identity, workload, tool, pipeline or service', 'session', true),
  on('viaId', text, 'Which credential, session or tool, where it is one of several', ''),
  on('consumerId', text, 'Id of who would break', 'nightly-report', true),
  on('consumerName', text, 'Its name', 'Nightly report', true),
  on('consumerKind', text, 'What it is', 'job', true),
  on('consumerTeam', text, 'Whose it is', 'Finance'),
  on('consumerCriticality', number, '1 to 5', '3'),
  on('recovery', text, 'self or manual; empty where nobody knows', 'self'),
  on('recoverySeconds', number, 'How long it takes to come back', '60'),
  on('standsFor', number, 'For a shared runner: how many pipelines', '1'),
  on('consequence', text, 'What its absence means', 'The report is late'),
  on('source', text, 'Who says so', 'CMDB'),
  on('observedAt', instant, 'Since when', '2026-03-01T00:00:00.000Z'),
]

export function flatten({ consumer, ...edge }: Dependency): FlatDependency {
  return {
    ...edge,
    consumerId: consumer.id,
    consumerName: consumer.name,
    consumerKind: consumer.kind,
    consumerTeam: consumer.team,
    consumerCriticality: consumer.criticality,
    recovery: consumer.recovery,
    recoverySeconds: consumer.recoverySeconds,
    standsFor: consumer.standsFor,
    consequence: consumer.consequence,
  }
}

/** The nested shape again, of whatever the cells held; its schema judges it. */
export function unflatten(flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const {
    consumerId,
    consumerName,
    consumerKind,
    consumerTeam,
    consumerCriticality,
    recovery,
    recoverySeconds,
    standsFor,
    consequence,
    ...edge
  } = flat
  const consumer = {
    id: consumerId,
    name: consumerName,
    kind: consumerKind,
    team: consumerTeam ?? null,
    criticality: consumerCriticality ?? null,
    recovery: recovery ?? null,
    recoverySeconds: recoverySeconds ?? null,
    standsFor: standsFor ?? 1,
    consequence: consequence ?? null,
  }
  return { ...edge, viaId: edge['viaId'] ?? null, consumer }
}
