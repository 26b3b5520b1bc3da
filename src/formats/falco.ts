import { at, type Json, type JsonObject, own, textAt, textsAt } from '../domain/json/json.ts'
import type { ApiCall, IdentityRef, Resource, Severity } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { awsIdentity } from './shared/aws.ts'
import { identitiesOf, identityOf, kubernetesServiceAccount } from './shared/identity.ts'
import { NO_NETWORK, networkOf } from './shared/network.ts'
import { severityOf } from './shared/severity.ts'
import { recordId } from './shared/telemetry.ts'
import { attackIds, labelsOf } from './shared/text.ts'
import { observedIn } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * Falco alerts from system calls, Kubernetes audit and its cloud plugins. They have no id, so the record's digest is
 * its id, and what makes two of them one alert is the rule, the place and the subject, not the moment.
 */
export const falco: Format = { name: 'falco', title: 'Falco', form: 'finding', recognise, normalise }

function recognise(record: JsonObject): { certainty: number; because: string } {
  const hasRule = textAt(record, 'rule') !== null && textAt(record, 'priority') !== null
  if (!hasRule || textAt(record, 'output') === null) return { certainty: 0, because: 'no rule, priority and output' }
  return own(record, 'output_fields') === undefined
    ? { certainty: 75, because: 'rule, priority and output' }
    : { certainty: 97, because: 'rule, priority, output and output_fields' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const rule = textAt(record, 'rule')
  if (rule === null) return refused('a Falco alert has a rule', '/rule')
  const output = textAt(record, 'output')
  // Metrics and dropped-event notices travel the same way; they are about Falco itself.
  if (/^Falco internal/i.test(rule))
    return refused(`"${rule}" is a report of Falco about itself, not an alert`, '/rule')
  const fields = own(record, 'output_fields')
  const source = textAt(record, 'source') ?? (textAt(fields, 'ka.verb') === null ? 'syscall' : 'k8s_audit')
  const actor = actorFrom(fields)
  const workload = workloadFrom(fields)
  const subject = [
    rule,
    source,
    textAt(record, 'hostname'),
    actor?.label,
    workload?.label,
    textAt(fields, 'proc.name'),
    textAt(fields, 'ka.target.name'),
  ]
  return toSignal({
    format: 'falco',
    form: 'finding',
    id: recordId(textAt(record, 'uuid'), record, context),
    dedupKey: `falco:${context.digest(JSON.stringify(subject.map((part) => part ?? null)))}`,
    vendor: 'Falco',
    product: 'Falco',
    type: rule,
    title: rule,
    description: output,
    severity: severityFrom(textAt(record, 'priority')),
    severityOriginal: textAt(record, 'priority'),
    ...observedIn('ns', at(record, 'time'), at(fields, 'evt.time')),
    actor,
    affected: identitiesOf(workload),
    resources: resourcesOf(fields),
    network: networkFrom(fields),
    account:
      textAt(fields, 'ct.useraccountid') ?? textAt(fields, 'ct.user.accountid') ?? textAt(fields, 'k8s.cluster.name'),
    region: textAt(fields, 'ct.region'),
    userAgent: textAt(fields, 'ka.useragent') ?? textAt(fields, 'ct.useragent'),
    call: callOf(fields),
    labels: labelsOf([
      ['source', source],
      ['hostname', at(record, 'hostname')],
      ['tags', at(record, 'tags')],
      ['process', at(fields, 'proc.name')],
      ['command', at(fields, 'proc.cmdline')],
      ['parent', at(fields, 'proc.pname')],
      ['image', at(fields, 'container.image.repository')],
      ['file', at(fields, 'fd.name')],
    ]),
    attacks: attackIds(textsAt(record, 'tags')),
  })
}

/** Falco's scale is syslog's. The bands are ours; Falco publishes none. */
function severityFrom(priority: string | null): Severity {
  const bands: Readonly<Record<string, Severity>> = {
    emergency: 'critical',
    alert: 'critical',
    critical: 'high',
    error: 'high',
    warning: 'medium',
    notice: 'low',
    debug: 'informational',
  }
  const word = (priority ?? '').toLowerCase()
  return Object.hasOwn(bands, word) ? (bands[word] ?? 'unknown') : severityOf(word)
}

function actorFrom(fields: Json | undefined): IdentityRef | null {
  const subject = textAt(fields, 'ka.user.name')
  if (subject !== null) return kubernetesSubject(subject)
  const arn = textAt(fields, 'ct.user.arn') ?? textAt(fields, 'ct.userarn')
  const cloudUser = textAt(fields, 'ct.user')
  if (arn !== null || cloudUser !== null) {
    return awsIdentity({
      type: textAt(fields, 'ct.user.identitytype') ?? textAt(fields, 'ct.useridentitytype'),
      arn,
      userName: cloudUser,
      principalId: textAt(fields, 'ct.user.principalid'),
      accessKeyId: textAt(fields, 'ct.user.accesskeyid'),
    })
  }
  const cloudMail = textAt(fields, 'okta.actor.alternateID') ?? textAt(fields, 'gcp.user')
  if (cloudMail !== null) return identityOf('unknown', cloudMail, [['email', cloudMail]])
  // A user of the kernel (`root`) is only a name inside one host or container.
  return identityOf('unknown', textAt(fields, 'user.name'), [['user-name', textAt(fields, 'user.name')]])
}

function kubernetesSubject(subject: string): IdentityRef | null {
  const account = kubernetesServiceAccount(subject)
  if (account !== null) return account
  return identityOf(subject.startsWith('system:') ? 'cloud-service' : 'unknown', subject, [['user-name', subject]])
}

/** The pod or container in which it happened: for a shell in a container that is what was attacked. */
function workloadFrom(fields: Json | undefined): IdentityRef | null {
  const pod = textAt(fields, 'k8s.pod.name')
  const namespace = textAt(fields, 'k8s.ns.name')
  const container = textAt(fields, 'container.id')
  if (pod === null && (container === null || container === 'host')) return null
  const label = pod === null ? container : namespace === null ? pod : `${namespace}/${pod}`
  return identityOf('workload', label, [
    ['object-id', textAt(fields, 'k8s.pod.uid') ?? textAt(fields, 'k8s.pod.id')],
    ['host', pod],
    ['object-id', container],
  ])
}

function resourcesOf(fields: Json | undefined): Resource[] {
  const name = textAt(fields, 'ka.target.name')
  const type = textAt(fields, 'ka.target.resource')
  const namespace = textAt(fields, 'ka.target.namespace')
  if (name === null && type === null) return []
  return [{ type, id: [namespace, type, name].filter((part) => part !== null).join('/'), name }]
}

function callOf(fields: Json | undefined): ApiCall | null {
  const verb = textAt(fields, 'ka.verb')
  const code = Number(textAt(fields, 'ka.response.code') ?? Number.NaN)
  const outcome = Number.isNaN(code) ? 'unknown' : code < 400 ? 'success' : 'failure'
  const error = outcome === 'failure' ? String(code) : null
  if (verb !== null)
    return {
      service: 'kubernetes',
      operation: `${verb} ${textAt(fields, 'ka.target.resource') ?? ''}`.trim(),
      outcome,
      error,
    }
  const operation = textAt(fields, 'ct.name')
  return operation === null
    ? null
    : {
        service: textAt(fields, 'ct.src'),
        operation,
        outcome: textAt(fields, 'ct.error') === null ? 'success' : 'failure',
        error: textAt(fields, 'ct.error'),
      }
}

function networkFrom(fields: Json | undefined): ReturnType<typeof networkOf> {
  const origin =
    textAt(fields, 'ct.srcip') ??
    textAt(fields, 'ka.sourceips') ??
    textAt(fields, 'fd.cip') ??
    textAt(fields, 'okta.client.ipaddress')
  return origin === null ? NO_NETWORK : networkOf({ origin })
}
