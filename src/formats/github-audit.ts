import { type Json, type JsonObject, own, textAt } from '../domain/json/json.ts'
import type { IdentityKind, IdentityRef, Resource, Signal } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { githubKind } from './github-identity.ts'
import { identitiesOf, identityOf } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import {
  distinctById,
  member,
  othersThan,
  pipelineType,
  recordId,
  resourceOf,
  sentence,
  textOf,
} from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observedIn } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/** GitHub organisation and enterprise audit log. Times are epoch milliseconds, or text where a pipeline rewrote them. */
export const githubAudit: Format = {
  name: 'github-audit',
  title: 'GitHub audit log',
  form: 'event',
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (pipelineType(record) === 'GitHub.Audit') return { certainty: 97, because: 'p_log_type is GitHub.Audit' }
  const action = textAt(record, 'action')
  if (action === null || !/^[a-z0-9_]+\.[a-z0-9_]+$/.test(action) || textAt(record, 'actor') === null) {
    return { certainty: 0, because: 'no dotted action with an actor' }
  }
  if (textAt(record, '_document_id') !== null && member(record, '@timestamp') !== undefined) {
    return { certainty: 97, because: 'action, actor, _document_id and @timestamp' }
  }
  const marks = ['org', 'org_id', 'business', 'repo', 'actor_location', '_document_id'].filter(
    (key) => own(record, key) !== undefined,
  )
  return marks.length > 0
    ? { certainty: 82, because: `action, actor and ${marks.join(', ')}` }
    : { certainty: 40, because: 'action and actor only' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const action = textAt(record, 'action')
  if (action === null) return refused('a GitHub audit entry has an action', '/action')
  const isAlert = action === 'secret_scanning_alert.create'
  // GitHub's own scanner raises the alert; it did not do what the alert is about.
  const actor = isAlert && textAt(record, 'actor') === 'github' ? null : actorOf(record)
  const affected = affectedOf(action, record)
  const repository = textAt(record, 'repo') ?? textAt(record, 'repository')
  const id = recordId(textAt(record, '_document_id'), record, context)
  const target = othersThan(actor, affected)
  return toSignal({
    format: 'github-audit',
    form: isAlert ? 'finding' : 'event',
    id,
    dedupKey: `github-audit:${(isAlert ? alertPath(record) : null) ?? id}`,
    vendor: 'GitHub',
    product: 'Audit log',
    type: action,
    title: sentence(action, {
      target,
      place: repository === null || target?.startsWith(repository) ? textAt(record, 'org') : repository,
      actor: actor?.label ?? null,
    }),
    severity: isAlert ? 'medium' : 'unknown',
    ...observedIn('ms', member(record, '@timestamp'), own(record, 'created_at'), own(record, 'p_event_time')),
    actor,
    affected,
    credentials: credentialsOf(record, action),
    resources: resourcesOf(record, action, repository),
    network: networkOf({
      origin: textAt(record, 'actor_ip'),
      country: textAt(record, 'actor_location', 'country_code') ?? textAt(record, 'actor_location', 'country_name'),
    }),
    account: textAt(record, 'org') ?? textAt(record, 'business'),
    userAgent: textAt(record, 'user_agent'),
    call: { service: 'GitHub', operation: action, outcome: 'success', error: null },
    labels: labelsOf([
      ['business', own(record, 'business')],
      ['accessType', own(record, 'programmatic_access_type')],
      ['tokenScopes', own(record, 'token_scopes')],
      ['visibility', own(record, 'visibility')],
      ['publicRepository', own(record, 'public_repo') ?? own(record, 'repository_public')],
      ['transport', own(record, 'transport_protocol_name')],
      ['workflow', action.startsWith('workflows.') ? own(record, 'name') : undefined],
      ['conclusion', own(record, 'conclusion')],
      ['triggeredBy', own(record, 'event')],
      ['headBranch', own(record, 'head_branch')],
      ['headSha', own(record, 'head_sha')],
      ['integration', own(record, 'integration')],
      ['externalIdentity', own(record, 'external_identity_nameid')],
    ]),
  })
}

/**
 * Who acted. Where a token was used, the token leads and the person who owns it follows: it is the token that is out of
 * hand, and cutting it need not lock the person out.
 */
function actorOf(record: JsonObject): IdentityRef | null {
  const login = textAt(record, 'actor')
  const names = [
    ['object-id', textAt(record, 'actor_id')],
    ['user-name', login],
  ] as const
  const token = textAt(record, 'token_id')
  const hash = textAt(record, 'hashed_token')
  const access = textAt(record, 'programmatic_access_type')
  if (token === null && hash === null) return identityOf(plainKind(record, login), login, names)
  return identityOf(tokenKind(access), access === null ? login : `${access} of ${login ?? 'unknown'}`, [
    ['token-id', token],
    ['token-hash', hash],
    ...names,
  ])
}

function plainKind(record: JsonObject, login: string | null): IdentityKind {
  if (own(record, 'actor_is_bot') === true) return 'bot'
  return textAt(record, 'integration') !== null && login === null ? 'oauth-app' : githubKind(login, null)
}

function tokenKind(access: string | null): IdentityKind {
  return access !== null && /server-to-server|GITHUB_TOKEN|installation/i.test(access) ? 'bot' : 'api-key'
}

/** What the action was about, by the first word of its name. */
function affectedOf(action: string, record: JsonObject): IdentityRef[] {
  const [subject] = action.split('.')
  switch (subject) {
    case 'integration_installation':
    case 'integration':
    case 'integration_installation_request':
      return identitiesOf(appOf(record))
    case 'oauth_application':
    case 'oauth_authorization':
    case 'org_credential_authorization':
      return identitiesOf(oauthAppOf(record), otherUser(record))
    case 'public_key':
    case 'deploy_key':
      return identitiesOf(keyOf(record))
    case 'personal_access_token':
      return identitiesOf(tokenOf(record), otherUser(record))
    case 'secret_scanning_alert':
      return identitiesOf(
        identityOf('api-key', textAt(record, 'secret_type') ?? 'secret', [['other', alertPath(record)]]),
      )
    case 'workflows':
      return identitiesOf(pipelineOf(record))
    case undefined:
    default:
      return identitiesOf(otherUser(record))
  }
}

/** The audit log knows an installed app by its name and, in newer entries, by its ids. */
function appOf(record: JsonObject): IdentityRef | null {
  const name = textAt(record, 'integration') ?? textAt(record, 'name')
  const slug = textAt(record, 'application_slug')
  return identityOf('oauth-app', name, [
    ['app-id', textAt(record, 'integration_id') ?? textAt(record, 'application_id')],
    ['object-id', textAt(record, 'installation_id') ?? textAt(record, 'integration_installation_id')],
    ['user-name', slug === null ? null : `${slug}[bot]`],
    ['other', name],
  ])
}

function oauthAppOf(record: JsonObject): IdentityRef | null {
  const name = textAt(record, 'oauth_application_name') ?? textAt(record, 'oauth_application')
  return identityOf('oauth-app', name, [
    ['app-id', textAt(record, 'oauth_application_id')],
    ['client-id', textAt(record, 'client_id')],
    ['other', name],
  ])
}

/** A key of SSH. Older entries tell nothing of it but the repository; then there is no identity to name. */
function keyOf(record: JsonObject): IdentityRef | null {
  const repository = textAt(record, 'repo')
  const id = textAt(record, 'public_key_id') ?? textAt(record, 'deploy_key_id')
  return identityOf('api-key', textAt(record, 'title') ?? textAt(record, 'name'), [
    ['deploy-key', id === null || repository === null ? null : `${repository}/keys/${id}`],
    ['deploy-key', id],
    ['token-hash', textAt(record, 'fingerprint') ?? textAt(record, 'deploy_key_fingerprint')],
  ])
}

function tokenOf(record: JsonObject): IdentityRef | null {
  const id = textAt(record, 'user_programmatic_access_id') ?? textAt(record, 'user_programmatic_access_request_id')
  return identityOf('api-key', textAt(record, 'user_programmatic_access_name'), [['token-id', id]])
}

function pipelineOf(record: JsonObject): IdentityRef | null {
  const repository = textAt(record, 'repo')
  const branch = textAt(record, 'head_branch')
  const workflow = textAt(record, 'name')
  if (repository === null) return null
  return identityOf('ci-pipeline', workflow === null ? repository : `${repository} ${workflow}`, [
    [
      'other',
      textAt(record, 'workflow_id') === null
        ? null
        : `${repository}/actions/workflows/${textAt(record, 'workflow_id')}`,
    ],
    ['other', branch === null ? null : `repo:${repository}:ref:refs/heads/${branch}`],
  ])
}

/** `user` is whom it was done to, unless it merely repeats the actor. */
function otherUser(record: JsonObject): IdentityRef | null {
  const login = textAt(record, 'user')
  if (login === null) return null
  return identityOf(githubKind(login, null), login, [
    ['object-id', textAt(record, 'user_id')],
    ['user-name', login],
  ])
}

/** GitHub gives tokens by id and by digest, never by value. */
function credentialsOf(record: JsonObject, action: string): Signal['credentials'] {
  const kind = textAt(record, 'programmatic_access_type') ?? 'github-token'
  const alert = action.startsWith('secret_scanning_alert.') ? alertPath(record) : null
  const made = textAt(record, 'user_programmatic_access_id')
  const entries: readonly (readonly [string | null, string])[] = [
    [textAt(record, 'token_id'), kind],
    [textAt(record, 'hashed_token'), 'github-token-hash'],
    [made, 'github-personal-access-token'],
    [textAt(record, 'public_key_id'), 'github-deploy-key'],
    [alert, textAt(record, 'secret_type') ?? 'secret'],
  ]
  return distinctById(entries.flatMap(([id, type]) => (id === null ? [] : [{ id, kind: type }])))
}

function resourcesOf(record: JsonObject, action: string, repository: string | null): Resource[] {
  const hook = textOf(own(record, 'hook_id')) ?? textOf(own(own(record, 'data'), 'hook_id'))
  return [
    ...resourceOf('repository', repository),
    ...resourceOf('organization', repository === null ? textAt(record, 'org') : null),
    ...resourceOf('webhook', action.startsWith('hook.') ? hook : null),
    ...resourceOf('team', textAt(record, 'team') ?? teamOf(own(record, 'data'))),
    ...resourceOf('workflow-run', textAt(record, 'workflow_run_id')),
  ]
}

function teamOf(data: Json | undefined): string | null {
  return textAt(data, 'team')
}

/** The same name as the webhook of this alert gives, so that both speak of one credential. */
function alertPath(record: JsonObject): string | null {
  const repository = textAt(record, 'repo')
  const number = textAt(record, 'number') ?? textAt(record, 'alert_number')
  return repository === null || number === null ? null : `${repository}/security/secret-scanning/${number}`
}
