import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs'
import { VERBS, type Verb } from '../../domain/people/verbs.ts'
import { digestText } from '../hash.ts'
import type { Question } from './question.ts'

/** What is used of the engine; its builds for Node and for the page are alike in it. */
export type Cedar = Pick<
  typeof import('@cedar-policy/cedar-wasm/nodejs'),
  | 'policySetTextToParts'
  | 'policyToJson'
  | 'validate'
  | 'preparseSchema'
  | 'preparsePolicySet'
  | 'statefulIsAuthorized'
  | 'isAuthorizedPartial'
>

/** The files as they are shipped: the schema, and each file of policies by its name. */
export interface PolicyFiles {
  readonly schema: string
  readonly policies: Readonly<Record<string, string>>
}

/** One policy, as people name it. */
export interface Rule {
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  readonly verbs: readonly Verb[]
  /** The sentence where it decides; null for the usual one. */
  readonly says: string | null
  /** Of a permit: the sentence where nothing permits. */
  readonly otherwise: string | null
  readonly file: string
  /** Its source. */
  readonly text: string
}

export type Evaluation =
  /** `rules`: the ids that decided; empty where nothing permits. */
  | { readonly kind: 'answer'; readonly allowed: boolean; readonly rules: readonly string[] }
  | { readonly kind: 'fault'; readonly fault: string }

/** What the rest could still turn out to be, while nothing is known of the thing itself. */
export interface Residual {
  readonly effect: 'permit' | 'forbid'
  readonly conditions: PolicyJson['conditions']
}

export interface Policies {
  /** SHA-256 over schema and policies: which rules these were. */
  readonly version: string
  /** In the order of their files; empty where they could not be read. */
  readonly rules: readonly Rule[]
  /** Why nothing can be evaluated, or null. */
  readonly fault: string | null
  evaluate(question: Question): Evaluation
  /** What is left of a verb's policies for one person when nothing is known of the thing; null where that fails. */
  residuals(principal: Question['principal'], verb: Verb): readonly Residual[] | null
}

const MOST_REMEMBERED = 10_000

/**
 * Policies over the engine. Never throws: an engine that is not there, policies that do not parse or do not fit the schema, a
 * question that does not, an error inside a policy and an exception all come out as a fault, and a fault is never a yes.
 * Answers are remembered: they depend on the question and these policies alone, time is no part of either.
 */
export function createPolicies(cedar: Cedar | null, files: PolicyFiles | null): Policies {
  if (cedar === null || files === null) {
    return unusable(cedar === null ? 'the policy engine did not load' : 'the policy files could not be read')
  }
  const version = digestText([files.schema, ...Object.entries(files.policies).flat()].join('\0'))
  try {
    const rules = readRules(cedar, files)
    const fault = prepare(cedar, files.schema, rules, version)
    return fault === null ? { version, rules, fault, ...asking(cedar, files.schema, rules, version) } : unusable(fault)
  } catch (error) {
    return unusable(sayError(error))
  }
}

function unusable(fault: string): Policies {
  return { version: '', rules: [], fault, evaluate: () => ({ kind: 'fault', fault }), residuals: () => null }
}

function asking(
  cedar: Cedar,
  schema: string,
  rules: readonly Rule[],
  version: string,
): Pick<Policies, 'evaluate' | 'residuals'> {
  const remembered = new Map<string, Evaluation>()
  const left = new Map<string, readonly Residual[] | null>()
  return {
    evaluate: (question) =>
      remember(
        remembered,
        JSON.stringify(question),
        ({ kind }) => kind === 'answer',
        () => {
          try {
            return read(cedar.statefulIsAuthorized(callOf(question, version)))
          } catch (error) {
            return { kind: 'fault', fault: sayError(error) }
          }
        },
      ),
    residuals: (principal, verb) =>
      remember(
        left,
        JSON.stringify([principal, verb]),
        (found) => found !== null,
        () => {
          try {
            const answer = cedar.isAuthorizedPartial({
              principal: { type: 'Person', id: principal.id },
              action: { type: 'Action', id: verb },
              resource: null,
              context: {},
              schema,
              policies: { staticPolicies: textsOf(rules, verb) },
              entities: [entityOf(principal)],
              validateRequest: false,
            })
            if (answer.type !== 'residuals' || answer.response.errored.length > 0) return null
            return Object.values(answer.response.residuals)
          } catch {
            return null
          }
        },
      ),
  }
}

type Answer = ReturnType<Cedar['statefulIsAuthorized']>

/** A policy that failed was skipped by the engine: whatever the others say, that is no answer. */
function read(answer: Answer): Evaluation {
  if (answer.type !== 'success') return { kind: 'fault', fault: sayErrors(answer.errors) }
  const { decision, diagnostics } = answer.response
  if (diagnostics.errors.length > 0) {
    return { kind: 'fault', fault: sayErrors(diagnostics.errors.map(({ error }) => error)) }
  }
  return { kind: 'answer', allowed: decision === 'allow', rules: diagnostics.reason }
}

/** The thing itself has no name here: no shipped policy is about one particular plan, and answers are alike for alike things. */
function callOf({ principal, action, resource }: Question, version: string) {
  const it = { type: resource.type, id: 'it' }
  return {
    principal: { type: 'Person', id: principal.id },
    action: { type: 'Action', id: action },
    resource: it,
    context: {},
    preparsedSchemaName: version,
    preparsedPolicySetId: setName(version, action),
    validateRequest: true,
    entities: [entityOf(principal), { uid: it, attrs: resource.attrs as Attributes, parents: [] }],
  }
}

type Attributes = Parameters<Cedar['statefulIsAuthorized']>[0]['entities'][number]['attrs']

function entityOf({ id, roles, attrs }: Question['principal']) {
  return {
    uid: { type: 'Person', id },
    attrs: attrs as Attributes,
    parents: roles.map((role) => ({ type: 'Role', id: role })),
  }
}

/** Each verb is asked only its own policies: the engine looks at every policy of a set, at 4 µs each. */
function prepare(cedar: Cedar, schema: string, rules: readonly Rule[], version: string): string | null {
  const all = Object.fromEntries(rules.map((rule) => [rule.id, rule.text]))
  const valid = cedar.validate({ schema, policies: { staticPolicies: all } })
  if (valid.type !== 'success') return sayErrors(valid.errors)
  const wrong = valid.validationErrors.map(({ policyId, error }) => `${policyId}: ${error.message}`)
  if (wrong.length > 0) return wrong.join('; ')
  const parsed = cedar.preparseSchema(version, schema)
  if (parsed.type !== 'success') return sayErrors(parsed.errors)
  for (const verb of VERBS) {
    const texts = textsOf(rules, verb)
    if (Object.keys(texts).length === 0) return `no policy is about ${verb}`
    const set = cedar.preparsePolicySet(setName(version, verb), { staticPolicies: texts })
    if (set.type !== 'success') return sayErrors(set.errors)
  }
  return null
}

function textsOf(rules: readonly Rule[], verb: Verb): Record<string, string> {
  return Object.fromEntries(rules.filter(({ verbs }) => verbs.includes(verb)).map(({ id, text }) => [id, text]))
}

function setName(version: string, verb: Verb): string {
  return `${version}/${verb}`
}

/** The engine hands policies over in an order of its own; the order of the file is the order in which reasons are told. */
function readRules(cedar: Cedar, { policies }: PolicyFiles): readonly Rule[] {
  const rules = Object.entries(policies).flatMap(([file, source]) => {
    const parts = cedar.policySetTextToParts(source)
    if (parts.type !== 'success') throw new Error(`${file}: ${sayErrors(parts.errors)}`)
    return parts.policies
      .map((text) => readRule(cedar, file, text))
      .toSorted((a, b) => source.indexOf(`@id("${a.id}")`) - source.indexOf(`@id("${b.id}")`))
  })
  const twice = rules.find(({ id }, i) => rules.findIndex((other) => other.id === id) !== i)
  if (twice !== undefined) throw new Error(`${twice.file}: two policies are called ${twice.id}`)
  return rules
}

function readRule(cedar: Cedar, file: string, text: string): Rule {
  const read = cedar.policyToJson(text)
  if (read.type !== 'success') throw new Error(`${file}: ${sayErrors(read.errors)}`)
  const { effect, action, annotations = {} } = read.json
  const id = annotations['id']
  if (id === undefined) throw new Error(`${file}: a policy has no @id`)
  return {
    id,
    effect,
    verbs: verbsOf(action),
    says: annotations['says'] ?? null,
    otherwise: annotations['otherwise'] ?? null,
    file,
    text,
  }
}

/** A policy that names no action is about all of them. */
function verbsOf(action: PolicyJson['action']): readonly Verb[] {
  if (action.op === 'All') return VERBS
  const entities = 'entities' in action ? action.entities : 'entity' in action ? [action.entity] : []
  const names = entities.map((entity) => ('__entity' in entity ? entity.__entity.id : entity.id))
  return VERBS.filter((verb) => names.includes(verb))
}

function remember<T>(kept: Map<string, T>, key: string, isWorth: (made: T) => boolean, make: () => T): T {
  const found = kept.get(key)
  if (found !== undefined) return found
  const made = make()
  if (!isWorth(made)) return made
  if (kept.size >= MOST_REMEMBERED) kept.clear()
  kept.set(key, made)
  return made
}

function sayErrors(errors: readonly { readonly message: string }[]): string {
  return errors.map(({ message }) => message).join('; ') || 'the policy engine gave no reason'
}

function sayError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
