import type { Approvals, WhatIfResult } from '../whatif/result.ts'

/** A result as JSON has it: arrays of numbers where there are typed ones. */
export type ResultOnWire = unknown

export function writeResult(result: WhatIfResult): ResultOnWire {
  return JSON.parse(
    JSON.stringify(result, (_, value: unknown) => (value instanceof Uint32Array ? [...value] : value)),
  ) as ResultOnWire
}

/** Throws a TypeError on what no gateway of ours wrote. */
export function readResult(wire: ResultOnWire): WhatIfResult {
  const read = wire as WhatIfResult
  const counts = (value: ArrayLike<number>) => Uint32Array.from(value)
  const votes = <Part extends Pick<Approvals, 'perDay'>>(part: Part): Part => ({ ...part, perDay: counts(part.perDay) })
  return {
    ...read,
    cells: counts(read.cells),
    migration: counts(read.migration),
    breaks: counts(read.breaks),
    caps: counts(read.caps),
    blocked: counts(read.blocked),
    confidence: counts(read.confidence),
    urgency: counts(read.urgency),
    approvals: { ...votes(read.approvals), groups: read.approvals.groups.map(votes) },
  }
}
