import type { JsonObject } from '../domain/json/json.ts'
import type { IdentityRef } from '../domain/signal/signal.ts'
import { awsIdentity } from './shared/aws.ts'
import { dottedText } from './shared/dotted.ts'
import { identityOf, isEmail, isGoogleServiceAccount, kubernetesServiceAccount } from './shared/identity.ts'

/**
 * Who acted, as an ECS document says it: by the fields of the integration that read the log where there are any, since
 * those hold lasting ids, else by `user.*`.
 */
export function ecsActor(doc: JsonObject): IdentityRef | null {
  return awsUser(doc) ?? kubernetesUser(doc) ?? azurePrincipal(doc) ?? oktaActor(doc) ?? ecsUser(doc, 'user')
}

/** On whom: ECS keeps the target of an account change under `user.target`, and an AWS role under the related fields. */
export function ecsTarget(doc: JsonObject): (IdentityRef | null)[] {
  return [ecsUser(doc, 'user.target')]
}

function awsUser(doc: JsonObject): IdentityRef | null {
  const field = (name: string): string | null => dottedText(doc, `aws.cloudtrail.user_identity.${name}`)
  const arn = field('arn')
  if (arn === null && field('type') === null && field('access_key_id') === null) return null
  return awsIdentity({
    type: field('type'),
    arn,
    principalId: dottedText(doc, 'user.id'),
    userName: dottedText(doc, 'user.name'),
    accessKeyId: field('access_key_id'),
    issuerArn: field('session_context.session_issuer.arn'),
    invokedBy: field('invoked_by'),
    isMfa: field('session_context.mfa_authenticated') === 'true',
  })
}

function kubernetesUser(doc: JsonObject): IdentityRef | null {
  const name = dottedText(doc, 'kubernetes.audit.user.username')
  return kubernetesServiceAccount(name) ?? identityOf('unknown', name, [['user-name', name]])
}

function azurePrincipal(doc: JsonObject): IdentityRef | null {
  const signIn = (name: string): string | null => dottedText(doc, `azure.signinlogs.properties.${name}`)
  const principal = signIn('service_principal_id')
  const activityApp = dottedText(doc, 'azure.activitylogs.identity.claims.appid')
  if (principal === null && activityApp === null) return null
  const name =
    signIn('service_principal_name') ?? dottedText(doc, 'azure.activitylogs.identity.claims_initiated_by_user.name')
  return identityOf('oauth-app', name, [
    ['object-id', principal],
    ['app-id', activityApp ?? signIn('app_id')],
    ['user-name', name],
  ])
}

function oktaActor(doc: JsonObject): IdentityRef | null {
  const field = (name: string): string | null => dottedText(doc, `okta.actor.${name}`)
  const kind = field('type') === 'User' ? 'human' : field('type') === 'SystemPrincipal' ? 'cloud-service' : 'oauth-app'
  const id = field('id')
  if (id === null) return null
  const alternate = field('alternate_id')
  return identityOf(kind, field('display_name'), [
    ['object-id', id],
    [isEmail(alternate) ? 'email' : 'user-name', alternate],
  ])
}

function ecsUser(doc: JsonObject, at: string): IdentityRef | null {
  const name = dottedText(doc, `${at}.name`)
  const email = dottedText(doc, `${at}.email`)
  const kind = isGoogleServiceAccount(email ?? name) ? 'service-account' : 'unknown'
  return identityOf(kind, name ?? email, [
    ['principal-id', dottedText(doc, `${at}.id`)],
    ['email', email],
    [isEmail(name) ? 'email' : 'user-name', name],
  ])
}
