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

/**
 * Reads one file of a rule from elsewhere, and makes a draft of it: what every trigger needs and no public rule has is added
 * at its end, so that the problems which are told are those of the rule, at their places in the file.
 */
export function readRuleFile({ name, text }: RuleFile): ReadFile {
  const main = text.split(/^---\s*$/m).at(-1) ?? text
  const title = titleIn(main)
  const added = [
    /^name:/m.test(main) || title === null ? '' : nameLine(title),
    /^sluicegate:/m.test(text) ? '' : TO_BE_DECIDED,
  ].join('')
  const draft = added === '' ? text : `${text.trimEnd()}\n${added}`
  const { id, problems } = readDraft(draft)
  return { name, title, id, text: draft, problems }
}

/** A trigger is known by its `name`; public rules often have only a title. */
function nameLine(title: string): string {
  const words = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const name = words
    .replace(/^[^a-z]+/, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  return name === '' ? '' : `name: ${name}\n`
}

function titleIn(text: string): string | null {
  const written = /^title:[ \t]*(\S.*)$/m.exec(text)?.[1]?.trim()
  return written === undefined ? null : written.replace(/^(['"])(.*)\1$/, '$2')
}
