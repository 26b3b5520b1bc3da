import { at, isArray, type Json, type JsonObject, own, textAt } from '../domain/json/json.ts'
import type { IdentityRef, Severity } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { identitiesOf, identityOf } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { recordId, resourceOf } from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * Thinkst Canary webhooks: an incident at a decoy machine, a canarytoken that was used, or a notice about a machine.
 * They state no severity. A touched decoy has no innocent reading, so by our own rule an incident is high; a notice
 * about the machine itself (disconnected, moved) is informational.
 */
export const thinkstCanary: Format = {
  name: 'thinkst-canary',
  title: 'Thinkst Canary',
  form: 'finding',
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (textAt(record, 'IncidentKey')?.startsWith('incident:'))
    return { certainty: 100, because: 'IncidentKey begins with incident:' }
  return /^Canary(token)?Incident$/.test(textAt(record, 'AlertType') ?? '')
    ? { certainty: 97, because: 'AlertType is a canary incident' }
    : { certainty: 0, because: 'no incident of a canary' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const key = textAt(record, 'IncidentKey')
  const description = textAt(record, 'Description')
  if (description === null) return refused('a Canary incident has a Description', '/Description')
  const details = detailsOf(record)
  const user = details.get('User') ?? details.get('Username') ?? null
  const token = textAt(record, 'Token')
  const operation = details.get('Event Name') ?? details.get('Method') ?? null
  const kind = textAt(record, 'AlertType')
  const id = key ?? recordId(textAt(record, 'IncidentHash'), record, context)
  return toSignal(
    {
      format: 'thinkst-canary',
      form: 'finding',
      id,
      dedupKey: `thinkst-canary:${textAt(record, 'IncidentHash') ?? id}`,
      vendor: 'Thinkst',
      product: kind === 'CanarytokenIncident' ? 'Canarytokens' : 'Canary',
      type: key?.split(':')[1] ?? kind ?? 'incident',
      title: description,
      description: textAt(record, 'Intro'),
      severity: severityFrom(kind),
      ...observed(withoutBrackets(own(record, 'Timestamp'))),
      actor: identityOf('unknown', user, [['user-name', user]]),
      affected: identitiesOf(decoyKey(token, textAt(record, 'Reminder'))),
      credentials: token === null ? [] : [{ id: token, kind: 'canarytoken' }],
      resources: resourceOf('canary', textAt(record, 'CanaryID'), textAt(record, 'CanaryName')),
      network: networkOf({ origin: textAt(record, 'SourceIP') }),
      userAgent: details.get('User-Agent') ?? details.get('Useragent') ?? null,
      call: operation === null ? null : { service: null, operation, outcome: 'unknown', error: null },
      labels: labelsOf([
        ['reminder', at(record, 'Reminder')],
        ['triggered', at(record, 'Triggered')],
        ['canaryIp', at(record, 'CanaryIP')],
        ['canaryPort', at(record, 'CanaryPort')],
        ['location', at(record, 'CanaryLocation')],
        ['reverseDns', at(record, 'ReverseDNS')],
        ...details,
      ]),
    },
    '/IncidentKey',
  )
}

function severityFrom(alertType: string | null): Severity {
  return alertType === 'CanaryIncident' || alertType === 'CanarytokenIncident' ? 'high' : 'informational'
}

/** `[["User", "guest"], …]` as names and texts; pairs of another shape are left to the raw record. */
function detailsOf(record: JsonObject): Map<string, string> {
  const details = new Map<string, string>()
  const pairs = own(record, 'AdditionalDetails')
  for (const pair of isArray(pairs) ? pairs : []) {
    const name = textAt(pair, 0)
    const value = textAt(pair, 1)
    if (name !== null && value !== null && !details.has(name)) details.set(name, value)
  }
  return details
}

/** A canarytoken is a credential that nobody may use; whoever placed it wrote down where, as the reminder. */
function decoyKey(token: string | null, reminder: string | null): IdentityRef | null {
  return identityOf('api-key', reminder ?? token, [['token-id', token]])
}

/** `2024-05-30 08:55:35 (UTC)`. */
function withoutBrackets(time: Json | undefined): Json | undefined {
  return typeof time === 'string' ? time.replace(/[()]/g, '') : time
}
