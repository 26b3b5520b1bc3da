import { isObject, type Json, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type { Resource, Severity, Signal } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { githubAffected, githubCredentials, githubParty } from './github-identity.ts'
import { distinctResources, othersThan, pipelineType, recordId, resourceOf, sentence } from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observedIn } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * GitHub webhooks of any event. The event's name travels in the header `X-GitHub-Event`, which the body does not repeat;
 * without the header it is told from the keys that only one event has. Alerts of GitHub's scanners are findings, all
 * else is telemetry: the signal's own `form` says which.
 */
export const githubWebhook: Format = {
  name: 'github-webhook',
  title: 'GitHub webhook',
  form: 'event',
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (pipelineType(record) === 'GitHub.Webhook') return { certainty: 97, because: 'p_log_type is GitHub.Webhook' }
  const event = eventFromKeys(record)
  const sender = textAt(record, 'sender', 'login')
  const repository = textAt(record, 'repository', 'full_name')
  // Other forges copied this shape; only GitHub's objects carry a node_id.
  const hasNodeId = ['sender', 'repository', 'organization', 'installation', 'alert'].some(
    (key) => textAt(record, key, 'node_id') !== null,
  )
  if (hasNodeId && sender !== null && event !== null)
    return { certainty: 98, because: 'sender, node_id and the keys of an event' }
  if (repository !== null && (event !== null || sender !== null)) {
    return { certainty: 75, because: 'repository.full_name and the keys of an event' }
  }
  if (textAt(record, 'security_advisory', 'ghsa_id') !== null) {
    return { certainty: 90, because: 'security_advisory.ghsa_id' }
  }
  return { certainty: 0, because: 'neither sender nor repository' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const event = context.headers['x-github-event'] ?? eventFromKeys(record)
  if (event === null) return refused('the event is in no header and cannot be told from the keys', '')
  const action = textAt(record, 'action')
  const type = action === null || action === event ? event : `${event}.${action}`
  const subject = subjectOf(record, event)
  // Issues and pages are opened by their author; GitHub's own `sender` says the same where it is present.
  const sender = githubParty(own(record, 'sender')) ?? (action === 'opened' ? githubParty(own(subject, 'user')) : null)
  const affected = githubAffected(event, record)
  const repository = textAt(record, 'repository', 'full_name')
  const isFinding = FINDINGS.has(event)
  // GitHub's own scanner raised the alert; it did not do what the alert is about.
  const actor = isFinding && sender?.kind === 'cloud-service' ? null : sender
  const target = othersThan(actor, affected) ?? (isFinding ? what(subject) : null)
  const { severity, original } = severityOf(event, action, subject)
  // A delivery is one record however often it is sent again; the alert behind several deliveries is the dedup key.
  const id = recordId(context.headers['x-github-delivery'] ?? null, record, context)
  return toSignal({
    format: 'github-webhook',
    form: isFinding ? 'finding' : 'event',
    id,
    dedupKey: isFinding ? `github-webhook:${alertKey(event, record, subject) ?? id}` : `github-webhook:${id}`,
    vendor: 'GitHub',
    product: isFinding ? 'Advanced Security' : 'Webhooks',
    type,
    title: sentence(type.replace('.', ' ').replaceAll('_', ' '), {
      target,
      place:
        repository === null || target?.startsWith(repository) ? textAt(record, 'organization', 'login') : repository,
      actor: actor?.label ?? null,
    }),
    description:
      textAt(subject, 'security_advisory', 'summary') ??
      textAt(subject, 'rule', 'description') ??
      textAt(subject, 'summary'),
    severity,
    severityOriginal: original,
    ...timeOf(event, record, subject),
    actor,
    affected,
    credentials: githubCredentials(event, record),
    resources: resourcesOf(record, event, subject),
    account:
      textAt(record, 'organization', 'login') ??
      textAt(record, 'repository', 'owner', 'login') ??
      textAt(record, 'installation', 'account', 'login'),
    call: { service: 'GitHub', operation: type, outcome: outcomeOf(subject), error: null },
    tool: textAt(subject, 'tool', 'name'),
    labels: labelsOf([
      ['event', event],
      ['delivery', context.headers['x-github-delivery']],
      ['secretType', own(subject, 'secret_type')],
      ['validity', own(subject, 'validity')],
      ['publiclyLeaked', own(subject, 'publicly_leaked')],
      ['multiRepo', own(subject, 'multi_repo')],
      ['pushProtectionBypassed', own(subject, 'push_protection_bypassed')],
      ['resolution', own(subject, 'resolution')],
      ['ref', own(record, 'ref')],
      ['headSha', own(subject, 'head_sha') ?? own(record, 'after')],
      ['conclusion', own(subject, 'conclusion')],
      ['triggeredBy', own(subject, 'event')],
      ['private', own(own(record, 'repository'), 'private')],
      ['permissions', permissions(record)],
      ['repositorySelection', own(own(record, 'installation'), 'repository_selection')],
      ['installationId', own(own(record, 'installation'), 'id')],
    ]),
    sourceStatus: statusOf(subject, isFinding),
    link: textAt(subject, 'html_url') ?? textAt(record, 'compare') ?? textAt(record, 'repository', 'html_url'),
  })
}

const FINDINGS = new Set([
  'secret_scanning_alert',
  'secret_scanning_alert_location',
  'code_scanning_alert',
  'dependabot_alert',
  'repository_vulnerability_alert',
  'security_advisory',
])

/** Where an event keeps what it is about, in the order in which the key betrays the event. */
const SUBJECT_KEYS: readonly { key: string; event: string }[] = [
  { key: 'workflow_run', event: 'workflow_run' },
  { key: 'workflow_job', event: 'workflow_job' },
  { key: 'deployment', event: 'deployment' },
  { key: 'personal_access_token_request', event: 'personal_access_token_request' },
  { key: 'security_advisory', event: 'security_advisory' },
  { key: 'key', event: 'deploy_key' },
  { key: 'hook', event: 'meta' },
  { key: 'pull_request', event: 'pull_request' },
  { key: 'issue', event: 'issues' },
  { key: 'membership', event: 'organization' },
  { key: 'member', event: 'member' },
  { key: 'team', event: 'team' },
  { key: 'release', event: 'release' },
  { key: 'pages', event: 'gollum' },
  { key: 'rule', event: 'branch_protection_rule' },
]

/** The event that these keys belong to, null where none fits. Installations come late: any event may carry the app's. */
function eventFromKeys(record: JsonObject): string | null {
  const alert = own(record, 'alert')
  if (isObject(alert)) return alertEvent(alert)
  const found = SUBJECT_KEYS.find(({ key }) => own(record, key) !== undefined)
  if (found !== undefined) return found.event
  if (own(record, 'ref') !== undefined) return 'push'
  if (own(record, 'repositories_added') !== undefined || own(record, 'repositories_removed') !== undefined) {
    return 'installation_repositories'
  }
  if (own(own(record, 'installation'), 'app_id') !== undefined) return 'installation'
  if (!isObject(own(record, 'repository'))) return null
  return textAt(record, 'action') === null ? 'public' : 'repository'
}

function alertEvent(alert: JsonObject): string {
  if (own(alert, 'secret_type') !== undefined) return 'secret_scanning_alert'
  if (own(alert, 'security_vulnerability') !== undefined || own(alert, 'dependency') !== undefined)
    return 'dependabot_alert'
  return own(alert, 'rule') === undefined ? 'repository_vulnerability_alert' : 'code_scanning_alert'
}

function subjectOf(record: JsonObject, event: string): Json | undefined {
  const alert = own(record, 'alert')
  if (isObject(alert)) return alert
  const named = SUBJECT_KEYS.find((entry) => entry.event === event)
  return own(record, named?.key ?? event) ?? own(record, 'installation')
}

function what(subject: Json | undefined): string | null {
  return (
    textAt(subject, 'rule', 'id') ??
    textAt(subject, 'dependency', 'package', 'name') ??
    textAt(subject, 'affected_package_name') ??
    textAt(subject, 'ghsa_id')
  )
}

/**
 * GitHub grades no secret, so a leak is rated by what is known of it: public is critical, still valid is high, else medium.
 * Code and dependency alerts carry a severity of their own; for telemetry there is none.
 */
function severityOf(
  event: string,
  action: string | null,
  alert: Json | undefined,
): { severity: Severity; original: string | null } {
  if (event.startsWith('secret_scanning_alert')) {
    const isPublic = own(alert, 'publicly_leaked') === true || action === 'publicly_leaked'
    const validity = textAt(alert, 'validity')
    return { severity: isPublic ? 'critical' : validity === 'active' ? 'high' : 'medium', original: validity }
  }
  if (!FINDINGS.has(event)) return { severity: 'unknown', original: null }
  const original =
    textAt(alert, 'rule', 'security_severity_level') ??
    textAt(alert, 'security_vulnerability', 'severity') ??
    textAt(alert, 'security_advisory', 'severity') ??
    textAt(alert, 'severity') ??
    textAt(alert, 'rule', 'severity')
  return { severity: SEVERITIES.get(original) ?? 'unknown', original }
}

/** Advisories grade in words; a code rule without a security severity in what a linter would say. */
const SEVERITIES: ReadonlyMap<string | null, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['error', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['warning', 'medium'],
  ['low', 'low'],
  ['note', 'low'],
  ['none', 'informational'],
])

/**
 * When it happened. Most bodies tell when their subject last changed. A push is timed by GitHub's clock and not by its
 * commits, whose times their author writes; a repository's creation is the time of that event only.
 */
function timeOf(event: string, record: JsonObject, subject: Json | undefined): ReturnType<typeof observedIn> {
  const repository = own(record, 'repository')
  const last = own(record, 'p_event_time')
  if (event === 'push') return observedIn('s', own(repository, 'pushed_at'), last)
  if (event === 'repository' || event === 'public') {
    const isNew = textAt(record, 'action') === 'created'
    return observedIn('s', own(repository, isNew ? 'created_at' : 'updated_at'), last)
  }
  const moments = [
    'updated_at',
    'resolved_at',
    'dismissed_at',
    'completed_at',
    'started_at',
    'created_at',
    'published_at',
  ]
  return observedIn('s', ...moments.map((key) => own(subject, key)), last)
}

/** An alert's number is unique in its repository only. */
function alertKey(event: string, record: JsonObject, subject: Json | undefined): string | null {
  const repository = textAt(record, 'repository', 'id') ?? textAt(record, 'repository', 'full_name')
  const number = textAt(subject, 'number') ?? textAt(subject, 'ghsa_id')
  return number === null ? null : [event, repository, number].filter((part) => part !== null).join('/')
}

function resourcesOf(record: JsonObject, event: string, subject: Json | undefined): Resource[] {
  const name = textAt(record, 'repository', 'full_name')
  const repositories = [
    ...objectsAt(record, 'repositories'),
    ...objectsAt(record, 'repositories_added'),
    ...objectsAt(record, 'repositories_removed'),
  ].flatMap((item) => resourceOf('repository', textAt(item, 'full_name')))
  const isHook = event === 'meta' || isObject(own(record, 'hook'))
  const issue = event === 'issues' || event === 'pull_request' ? textAt(subject, 'html_url') : null
  return distinctResources([
    ...resourceOf('repository', name),
    ...repositories,
    ...(isHook ? resourceOf('webhook', textAt(record, 'hook_id') ?? textAt(subject, 'id')) : []),
    ...resourceOf(event, issue, textAt(subject, 'title')),
  ])
}

function permissions(record: JsonObject): readonly string[] {
  const granted = own(own(record, 'installation'), 'permissions')
  return isObject(granted)
    ? Object.entries(granted).map(([name, level]) => `${name}:${typeof level === 'string' ? level : '?'}`)
    : []
}

/** A webhook tells what has happened. Only a run can have failed. */
function outcomeOf(subject: Json | undefined): 'success' | 'failure' {
  const conclusion = textAt(subject, 'conclusion')
  return conclusion === 'failure' || conclusion === 'timed_out' || conclusion === 'startup_failure'
    ? 'failure'
    : 'success'
}

function statusOf(subject: Json | undefined, isFinding: boolean): Signal['sourceStatus'] {
  if (!isFinding) return null
  const state = textAt(subject, 'state')
  if (state === null) return textAt(subject, 'resolution') === null ? 'new' : 'resolved'
  if (state === 'dismissed' || state === 'auto_dismissed') return 'suppressed'
  return state === 'open' ? 'new' : 'resolved'
}
