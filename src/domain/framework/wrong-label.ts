import { ATTACK_TACTICS, LATER_TACTICS } from './attack.ts'
import { FRAMEWORK_IDS, FRAMEWORKS, labelOf } from './frameworks.ts'
import { CSF_CATEGORIES, CSF_MOVED } from './nist-csf.ts'

/** What is wrong with a label, and the label that was probably meant. */
export interface WrongLabel {
  readonly message: string
  readonly shouldBe: string
}

/**
 * Why a text is no label, with the right one; null for a label that exists. Many documents copy the same few wrong ids from
 * each other, so each of those is answered by name instead of "unknown".
 */
export function wrongLabel(text: string): WrongLabel | null {
  if (labelOf(text) !== null) return null
  const shown = `\`${text.slice(0, 60)}\``
  for (const known of [csf, nhi, maestro, agentic, techniques, revisions]) {
    const answer = known(text.trim(), shown)
    if (answer !== null) return answer
  }
  const spelt = FRAMEWORK_IDS.find((id) => plainly(id) === plainly(text))
  if (spelt !== undefined) return { message: `${shown} is spelt otherwise`, shouldBe: say(spelt) }
  const titles = FRAMEWORKS.map(({ title, entries }) => `${title}: \`${Object.keys(entries)[0] ?? ''}\``)
  return { message: `${shown} is in no framework that is known here`, shouldBe: `an id as in ${titles.join(' · ')}` }
}

/**
 * Why a tag of the `attack` namespace names nothing, or null. Techniques, groups and software are only checked for their form: a
 * rule from elsewhere may name any.
 */
export function wrongAttackTag(tag: string): WrongLabel | null {
  const name = /^attack\.(.*)$/.exec(tag)?.[1]
  if (name === undefined || /^(t\d{4}(\.\d{3})?|[gs]\d{4}|ta\d{4})$/.test(name)) return null
  const tactics = [...Object.values(ATTACK_TACTICS), ...LATER_TACTICS]
  if (tactics.includes(name)) return null
  if (tactics.includes(name.replaceAll('_', '-'))) {
    return { message: `\`${tag}\` is spelt otherwise`, shouldBe: `\`attack.${name.replaceAll('_', '-')}\`` }
  }
  if (/^t\d/.test(name)) {
    return { message: `\`${tag}\` is no technique`, shouldBe: '`attack.t` and four digits, or `attack.t1078.004`' }
  }
  const american = name.replace('defence', 'defense')
  if (tactics.includes(american)) return { message: `\`${tag}\` is no tactic`, shouldBe: `\`attack.${american}\`` }
  return { message: `\`${tag}\` is no tactic`, shouldBe: `one of ${tactics.join(', ')}` }
}

type Known = (text: string, shown: string) => WrongLabel | null

/** `RS.MI-03` was about vulnerabilities in 1.1; whoever writes it mostly means that an incident is contained. */
const csf: Known = (text, shown) => {
  const match = /^(?:CSF[ :]*)?([A-Z]{2}\.[A-Z]{2})(?:-?0*(\d{1,2}))?$/i.exec(text)
  if (match === null) return null
  const category = (match[1] ?? '').toUpperCase()
  const number = match[2] === undefined ? null : Number(match[2])
  if (category === 'RS.MI' && number === 3) {
    const message = `${shown} does not exist in CSF 2.0; in 1.1 it was about newly found vulnerabilities`
    return {
      message,
      shouldBe: `${say('RS.MI-01')}, or ${say('RS.MA-02')} and ${say('RS.MA-03')} where triage is meant`,
    }
  }
  const moved = CSF_MOVED[`${category}-${number}`]
  if (moved !== undefined)
    return { message: `${shown} is CSF 1.1`, shouldBe: `${moved.map(say).join(', ')}, as in 2.0` }
  const known = CSF_CATEGORIES[category]
  if (known === undefined) {
    const message = `\`${category}\` is no category of CSF 2.0`
    return { message, shouldBe: `a number of ${Object.keys(CSF_CATEGORIES).join(', ')}` }
  }
  const existing = known.numbers.map((one) => `${category}-${String(one).padStart(2, '0')}`)
  const padded = `${category}-${String(number).padStart(2, '0')}`
  if (number !== null && existing.includes(padded))
    return { message: `${shown} is spelt otherwise`, shouldBe: say(padded) }
  if (number === null) return { message: `${shown} is a whole category`, shouldBe: `one of ${existing.join(', ')}` }
  return { message: `${shown} does not exist in CSF 2.0`, shouldBe: `one of ${existing.join(', ')}` }
}

/** The official ids carry the year and no zero. Rotation is often filed under 3, which is about third parties. */
const nhi: Known = (text, shown) => {
  const match = /^NHI[ -]*0*(\d{1,2})(?::?(\d{4}))?$/i.exec(text)
  if (match === null) return null
  const id = `NHI${Number(match[1])}:2025`
  if (labelOf(id) === null)
    return { message: `${shown} does not exist: the list has ten`, shouldBe: 'NHI1:2025 to NHI10:2025' }
  const rotation = id === 'NHI3:2025' ? `, or ${say('NHI7:2025')} where rotation is meant` : ''
  return { message: `${shown} is not how OWASP writes it`, shouldBe: `${say(id)}${rotation}` }
}

/** MAESTRO numbers layers, not ids; `M7` was never one. */
const maestro: Known = (text, shown) => {
  const layer = /^(?:MAESTRO[ :-]*)?(?:M|L|LAYER)[ -]*0*([1-7])$/i.exec(text)?.[1]
  if (layer === undefined) return null
  return { message: `${shown} is no id of MAESTRO, which has seven layers`, shouldBe: say(`MAESTRO L${layer}`) }
}

const agentic: Known = (text, shown) => {
  const asi = /^ASI[ -]*0*(\d{1,2})(?::\d{4})?$/i.exec(text)?.[1]
  if (asi !== undefined) {
    const id = `ASI${asi.padStart(2, '0')}`
    return {
      message: `${shown} is not how OWASP writes it`,
      shouldBe: labelOf(id) === null ? 'ASI01 to ASI10' : say(id),
    }
  }
  const threat = /^T[ -]*0*(\d{1,2})$/i.exec(text)?.[1]
  if (threat === undefined) return null
  const id = `T${Number(threat)}`
  return { message: `${shown} is no threat of the list`, shouldBe: labelOf(id) === null ? 'T1 to T15' : say(id) }
}

const techniques: Known = (text, shown) => {
  const technique = /^(?:attack\.)?(T\d{4}(?:\.\d{3})?|TA\d{4})$/i.exec(text)?.[1]?.toUpperCase()
  if (technique === undefined) return null
  const tactic = ATTACK_TACTICS[technique]
  const tag = technique.startsWith('TA') ? (tactic ?? technique.toLowerCase()) : technique.toLowerCase()
  return {
    message: `${shown} belongs to ATT&CK, which a rule carries as tags`,
    shouldBe: `\`attack.${tag}\` under \`tags\``,
  }
}

/** The life cycle of SP 800-61 is told in CSF numbers since Revision 3; its four phases are retired. */
const revisions: Known = (text, shown) => {
  if (!/800-61/.test(text)) return null
  const message = `${shown}: Revision 3 (2025) is a profile of CSF 2.0 and has no ids of its own`
  return { message, shouldBe: `the CSF id: ${say('RS.MA-01')}, ${say('RS.MI-01')}` }
}

function say(id: string): string {
  return `\`${id}\` (${labelOf(id)?.title ?? ''})`
}

function plainly(id: string): string {
  return id.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}
