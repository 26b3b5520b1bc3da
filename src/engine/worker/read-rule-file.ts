import { readDraft } from './evaluate.ts'
import type { ReadFile, RuleFile } from './protocol.ts'

/** The response block of a rule that came without one: the smallest there is, with nothing decided by itself. */
const TO_BE_DECIDED = `
# To be decided: what is threatened, how often this is right, and which playbook answers.
sluicegate:
  version: 1
  threatens: identity
  confidence: 40
  playbook: compromised-identity
  automation: {allowed: false, threshold: 100}
`

/** Reads one file of a rule from elsewhere, and makes a draft of it. */
export function readRuleFile({ name, text }: RuleFile): ReadFile {
  const asWritten = readDraft(text)
  const completed = asWritten.logic === null ? text : withName(withResponse(text), asWritten)
  const draft = completed === text ? asWritten : readDraft(completed)
  return { name, title: draft.title, id: draft.id, text: completed, problems: draft.problems }
}

function withResponse(text: string): string {
  return /^sluicegate:/m.test(text) ? text : `${text.trimEnd()}\n${TO_BE_DECIDED}`
}

/** A trigger is known by its `name`; public rules often have only a title. */
function withName(text: string, { id, title }: { id: string | null; title: string | null }): string {
  if (id !== null || title === null) return text
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .replace(/-+$/, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  return name === '' ? text : text.replace(/^title:.*$/m, (line) => `${line}\nname: ${name}`)
}
