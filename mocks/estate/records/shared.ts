import type { EpochMs } from '../../../src/domain/time/instant.ts'
import type { Handle } from '../handles.ts'
import type { Random } from '../random.ts'

/** What one invented record is made of. */
export interface Occasion<Platform extends Handle['platform'] = Handle['platform']> {
  readonly handle: Extract<Handle, { platform: Platform }>
  readonly random: Random
  readonly at: EpochMs
  /** 1 for the first time, 2 and more where the source reports the same thing again. */
  readonly times: number
  /** When it was first seen; `at` where `times` is 1. */
  readonly firstAt: EpochMs
}

export type Severity = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'

/** Few are critical, most are not worth much: 34, 41, 20, 5 of a hundred. */
export function severityFor(random: Random): Severity {
  return random.weighted<Severity>([
    ['MEDIUM', 41],
    ['LOW', 34],
    ['HIGH', 20],
    ['CRITICAL', 5],
  ])
}

/** Addresses of the documentation ranges, so that no real network is named. */
export function outsideAddress(random: Random): string {
  return `${random.pick(['203.0.113', '198.51.100', '192.0.2'])}.${random.between(1, 254)}`
}

export const PLACES = [
  ['Germany', 'Frankfurt am Main', '64496', 'Example Transit'],
  ['United States', 'Ashburn', '64500', 'Example Cloud'],
  ['Romania', 'Bucharest', '64502', 'Example Hosting'],
  ['Singapore', 'Singapore', '64505', 'Example Colocation'],
  ['Brazil', 'São Paulo', '64509', 'Example Access'],
] as const

export function iso(at: EpochMs): string {
  return new Date(at).toISOString()
}

/** To the second, as CloudTrail and many others write it. */
export function isoSeconds(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
