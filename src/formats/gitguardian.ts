import { at, type Json, type JsonObject, own, textAt } from '../domain/json/json.ts'
import type { Severity, Signal } from '../domain/signal/signal.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { severityOf } from './shared/severity.ts'
import { statusOf } from './shared/status.ts'
import { labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * GitGuardian incident webhooks. They name a leaked secret by its hash and its detector, never its holder: whose it is
 * turns up when the hash or the key id is looked up, so nobody is actor or affected here.
 */
export const gitguardian: Format = {
  name: 'gitguardian',
  title: 'GitGuardian incident webhook',
  form: 'finding',
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  const isIncident = own(record, 'incident') !== undefined
  if (isIncident && /gitguardian/i.test(textAt(record, 'source') ?? '')) {
    return { certainty: 100, because: 'source GitGuardian with an incident' }
  }
  if (isIncident && textAt(record, 'incident', 'gitguardian_url') !== null) {
    return { certainty: 100, because: 'incident.gitguardian_url' }
  }
  return isIncident && textAt(record, 'action')?.startsWith('incident_') && own(own(record, 'incident'), 'detector')
    ? { certainty: 95, because: 'an incident_… action and incident.detector' }
    : { certainty: 0, because: 'no incident of GitGuardian' }
}

function normalise(record: JsonObject): Normalised {
  const incident = own(record, 'incident')
  const id = textAt(incident, 'id')
  if (id === null) return refused('a GitGuardian webhook has an incident.id', '/incident/id')
  const detector = own(incident, 'detector')
  const secretKind = textAt(detector, 'display_name') ?? textAt(detector, 'name') ?? 'Secret'
  return toSignal(
    {
      format: 'gitguardian',
      form: 'finding',
      id,
      dedupKey: `gitguardian:${id}`,
      vendor: 'GitGuardian',
      product: 'Internal Monitoring',
      type: textAt(detector, 'name') ?? secretKind,
      title: `${secretKind} found${validityPhrase(textAt(incident, 'validity'))}`,
      description: textAt(record, 'message'),
      severity: severityFrom(incident),
      severityOriginal: textAt(incident, 'severity'),
      ...observed(at(record, 'timestamp'), at(incident, 'date')),
      firstSeenAt: timeAt(at(incident, 'date')),
      lastSeenAt: timeAt(at(record, 'timestamp')),
      credentials: credentialsOf(incident, secretKind),
      resources: [],
      labels: labelsOf([
        ['action', at(record, 'action')],
        ['validity', at(incident, 'validity')],
        ['secretRevoked', at(incident, 'secret_revoked')],
        ['occurrences', at(incident, 'occurrence_count')],
        ['detectorFamily', at(detector, 'family')],
        ['detectorGroup', at(detector, 'detector_group_display_name') ?? at(detector, 'detector_group_name')],
        ['regression', at(incident, 'regression')],
        ['assignee', at(incident, 'assignee_email')],
        ['ignoreReason', at(incident, 'ignore_reason')],
      ]),
      attacks: [],
      sourceStatus: statusOf(textAt(incident, 'status')),
      link: textAt(incident, 'gitguardian_url'),
    },
    '/incident/id',
  )
}

/** GitGuardian leaves many incidents at `unknown`; what it then still knows is whether the secret works. */
function severityFrom(incident: Json | undefined): Severity {
  const stated = severityOf(textAt(incident, 'severity'))
  return stated === 'unknown' && textAt(incident, 'validity') === 'valid' ? 'high' : stated
}

function validityPhrase(validity: string | null): string {
  if (validity === 'valid') return ', still valid'
  return validity === 'invalid' ? ', no longer valid' : ''
}

function credentialsOf(incident: Json | undefined, kind: string): Signal['credentials'] {
  const hash = textAt(incident, 'secret_hash') ?? textAt(incident, 'hmsl_hash')
  return hash === null ? [] : [{ id: hash, kind }]
}
