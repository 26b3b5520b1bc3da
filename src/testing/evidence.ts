import type { Facts } from '../domain/evidence/fields.ts'
import { NO_HISTORY } from '../domain/evidence/identity-history.ts'
import { NO_SECRET } from '../domain/evidence/secret.ts'
import { NO_SESSION } from '../domain/evidence/session-history.ts'
import { type Histories, weigh } from '../domain/evidence/weigh.ts'
import type { Identity } from '../domain/identity/identity.ts'
import type { IdentityRef, Signal } from '../domain/signal/signal.ts'
import { aSignal, NOON } from './builders.ts'

export const ROLE_KEY = '~report-runner'

export const RUNNER: IdentityRef = {
  kind: 'cloud-role',
  label: 'report-runner',
  names: [{ kind: 'principal-id', value: 'AROAREPORTRUNNER' }],
}

/** A calm call by a role: an hour before noon, from its own network, in its own region. */
export function anEvent(changes: Partial<Signal> = {}): Signal {
  return aSignal({
    format: 'cloudtrail',
    form: 'event',
    severity: 'unknown',
    actor: RUNNER,
    observedAt: NOON,
    sessions: [{ id: 'session-1', startedAt: null }],
    network: from('10.0.0.5'),
    region: 'eu-central-1',
    userAgent: 'aws-cli/2.9.1 Python/3.11',
    call: { service: 's3.amazonaws.com', operation: 'GetObject', outcome: 'success', error: null },
    ...changes,
  })
}

export function from(ip: string | null, more: Partial<Signal['network']> = {}): Signal['network'] {
  return { ip, viaService: null, asn: null, organization: null, country: null, city: null, ...more }
}

export const EMPTY_PAST: Histories = { identity: NO_HISTORY, session: NO_SESSION, secret: NO_SECRET }

/**
 * The facts of records of one identity with one session, in order. `between` stands for what a store does with the
 * histories after each record.
 */
export function weighAll(
  signals: readonly Signal[],
  identity: Identity | null = null,
  between: (past: Histories) => Histories = (past) => past,
): readonly Facts[] {
  let past = EMPTY_PAST
  return signals.map((signal) => {
    const { facts, after } = weigh(
      signal,
      { key: identity?.id ?? ROLE_KEY, identity, secret: null },
      past,
      (text) => text,
    )
    past = between(after)
    return facts
  })
}

/** The facts of the last of these records. */
export function lastFacts(signals: readonly Signal[], identity: Identity | null = null): Facts {
  return weighAll(signals, identity).at(-1) ?? {}
}
