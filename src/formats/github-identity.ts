import { at, isObject, type Json, type JsonObject, own, textAt } from '../domain/json/json.ts'
import { secretAlertName } from '../domain/signal/secret-alert-name.ts'
import type { IdentityKind, IdentityRef, Signal } from '../domain/signal/signal.ts'
import { identitiesOf, identityOf } from './shared/identity.ts'

/** An account as GitHub writes it. Apps act as `<slug>[bot]`; GitHub's own scanners act as the organisation `github`. */
export function githubParty(account: Json | undefined): IdentityRef | null {
  const login = textAt(account, 'login')
  return identityOf(githubKind(login, textAt(account, 'type')), login, [
    ['object-id', textAt(account, 'id')],
    ['user-name', login],
  ])
}

/** By type where the record has one; by the suffix that only apps may carry where it has not. */
export function githubKind(login: string | null, type: string | null): IdentityKind {
  // GitHub's own coding agent; other agents come as apps, and an app does not say that it is one.
  if (login === 'copilot-swe-agent[bot]' || (login === 'Copilot' && type === 'Bot')) return 'ai-agent'
  if (type === 'Bot' || login?.endsWith('[bot]') === true) return 'bot'
  if (login === 'github' || login === 'github-advanced-security') return 'cloud-service'
  return type === 'User' || (type === null && login !== null) ? 'human' : 'unknown'
}

/** To whom it was done, by event; empty where the event is about code and not about an identity. */
export function githubAffected(event: string, record: JsonObject): IdentityRef[] {
  switch (event) {
    case 'secret_scanning_alert':
    case 'secret_scanning_alert_location':
      return identitiesOf(leakedSecret(record))
    case 'deploy_key':
      return identitiesOf(deployKey(record))
    case 'installation':
    case 'installation_repositories':
    case 'installation_target':
      return identitiesOf(githubApp(own(record, 'installation')))
    case 'personal_access_token_request':
      return identitiesOf(requestedToken(own(record, 'personal_access_token_request')))
    case 'workflow_run':
      return identitiesOf(
        pipeline(record, at(record, 'workflow', 'path') ?? at(record, 'workflow_run', 'path'), 'workflow_run'),
      )
    case 'workflow_job':
      return identitiesOf(pipeline(record, at(record, 'workflow_job', 'workflow_name'), 'workflow_job'))
    case 'member':
    case 'membership':
      return identitiesOf(githubParty(own(record, 'member')))
    case 'organization':
      return identitiesOf(githubParty(at(record, 'membership', 'user')))
    default:
      return []
  }
}

/** The credentials an event is about, by id. The value of a leaked secret, where an old schema lists it, is never read. */
export function githubCredentials(event: string, record: JsonObject): Signal['credentials'] {
  const key = event === 'deploy_key' ? textAt(record, 'key', 'id') : null
  const token = textAt(record, 'personal_access_token_request', 'token_id')
  const secret = event.startsWith('secret_scanning_alert') ? secretPath(record) : null
  return [
    ...(key === null ? [] : [{ id: key, kind: 'github-deploy-key' }]),
    ...(token === null ? [] : [{ id: token, kind: 'github-personal-access-token' }]),
    ...(secret === null ? [] : [{ id: secret, kind: textAt(record, 'alert', 'secret_type') ?? 'secret' }]),
  ]
}

/**
 * The credential that leaked. GitHub does not say whose it is, only its kind and where it lay, so the alert itself is its
 * one name until somebody finds the owner.
 */
function leakedSecret(record: JsonObject): IdentityRef | null {
  const kind = textAt(record, 'alert', 'secret_type_display_name') ?? textAt(record, 'alert', 'secret_type') ?? 'secret'
  const path = secretPath(record)
  return identityOf('api-key', kind, [['other', path]])
}

function secretPath(record: JsonObject): string | null {
  const repository = textAt(record, 'repository', 'full_name')
  const number = textAt(record, 'alert', 'number')
  return repository === null || number === null ? null : secretAlertName(repository, number)
}

function deployKey(record: JsonObject): IdentityRef | null {
  const repository = textAt(record, 'repository', 'full_name')
  const id = textAt(record, 'key', 'id')
  return identityOf('api-key', textAt(record, 'key', 'title'), [
    ['deploy-key', id === null || repository === null ? null : `${repository}/keys/${id}`],
    ['deploy-key', id],
  ])
}

/** An app, by the id of the app and of this installation of it. The slug is how it appears as an actor. */
function githubApp(installation: Json | undefined): IdentityRef | null {
  const appId = textAt(installation, 'app_id')
  const slug = textAt(installation, 'app_slug')
  return identityOf('oauth-app', slug ?? (appId === null ? null : `app ${appId}`), [
    ['app-id', appId],
    ['client-id', textAt(installation, 'client_id')],
    ['object-id', textAt(installation, 'id')],
    ['user-name', slug === null ? null : `${slug}[bot]`],
  ])
}

function requestedToken(request: Json | undefined): IdentityRef | null {
  return identityOf('api-key', textAt(request, 'token_name'), [['token-id', textAt(request, 'token_id')]])
}

/**
 * The pipeline that ran. `repo:<owner>/<name>:ref:<ref>` is the subject of the tokens that it gets from GitHub, so it is the
 * name under which clouds know it.
 */
function pipeline(record: JsonObject, workflow: Json | undefined, runKey: string): IdentityRef | null {
  const repository = textAt(record, 'repository', 'full_name')
  const branch = textAt(record, runKey, 'head_branch')
  const path = typeof workflow === 'string' && workflow !== '' ? workflow : null
  if (repository === null || !isObject(own(record, runKey))) return null
  return identityOf('ci-pipeline', path === null ? repository : `${repository} ${path.split('/').at(-1)}`, [
    ['other', path === null ? null : `${repository}/${path}`],
    ['other', branch === null ? null : `repo:${repository}:ref:refs/heads/${branch}`],
    ['other', path === null && branch === null ? `repo:${repository}` : null],
  ])
}
