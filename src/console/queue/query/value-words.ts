import { DISPOSITION_WORDS, KIND_WORDS, STATUS_WORDS } from '#words/shared/triage.ts'
import { GATE_WORDS } from '../../shared/marks/GateMark.tsx'
import { SEVERITY_WORDS } from '../../shared/marks/SeverityMark.tsx'
import { CONTAINMENT_WORDS } from '../../shared/marks/VerificationMark.tsx'

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: STATUS_WORDS,
  gate: GATE_WORDS,
  severity: SEVERITY_WORDS,
  containment: CONTAINMENT_WORDS,
  disposition: DISPOSITION_WORDS,
  kind: KIND_WORDS,
}

/** A value of a field as a person reads it; as it stands where there are no other words for it. */
export function valueWords(field: string, value: string): string {
  const words = Object.hasOwn(WORDS, field) ? WORDS[field] : undefined
  return words !== undefined && Object.hasOwn(words, value) ? (words[value] ?? value) : value
}
