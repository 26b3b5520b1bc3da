import { ACTION_IDS, type ActionId } from '../action/action.ts'
import { actionOf } from '../action/catalogue.ts'
import type { Course } from '../action/course.ts'
import { whyCourseResolvesTooEarly } from '../action/secret-alert.ts'
import { whyCourseRetiresTooEarly } from '../action/staged-rotation.ts'
import { whyNotInOrder } from '../plan/step-order.ts'
import { CacaoPlaybook, type CacaoStep, EXTENSION, StepExtension } from './cacao.ts'

export interface ImportedPlaybook {
  readonly cacaoId: string
  readonly title: string
  readonly course: Course
}

export type FromCacao =
  | { readonly ok: true; readonly playbook: ImportedPlaybook }
  /** Every reason, each naming the step. Nothing of a document with a problem is taken over. */
  | { readonly ok: false; readonly problems: readonly string[] }

const MOST_ACTIONS = 20
const APPROVED = /^(__[a-zA-Z_][a-zA-Z0-9_-]{0,199}__):value = '?true'?$/

/**
 * The course of a CACAO 2.0 playbook. A step is taken over only as an action of the catalogue: by our extension, or by a name that is
 * an action's id or title; commands are never run and conditions never evaluated. The one condition that is understood asks whether
 * a person approved, which our gate asks anyway. What is reached by failure alone has to take back what was done. Loops, steps
 * that do not exist, are never reached or stand under another type, undeclared variables and waits are refused by name.
 */
export function fromCacao(document: unknown): FromCacao {
  const parsed = CacaoPlaybook.safeParse(document)
  if (!parsed.success) {
    const problems = parsed.error.issues
      .slice(0, 10)
      .map(({ path, message }) => `${path.map(String).join('.') || 'document'}: ${message}.`)
    return { ok: false, problems }
  }
  const reader = new Reader(parsed.data)
  const course = reader.read()
  return reader.problems.length > 0 || course === null
    ? { ok: false, problems: reader.problems }
    : { ok: true, playbook: { cacaoId: parsed.data.id, title: parsed.data.name, course } }
}

interface Found {
  readonly action: ActionId
  /** Places of the actions that end before it, by the workflow alone. */
  readonly before: ReadonlySet<number>
  readonly extension: StepExtension | null
}

/** One walk over one document. Collects problems instead of stopping at the first. */
class Reader {
  readonly problems: string[] = []
  private readonly document: CacaoPlaybook
  private readonly found: Found[] = []
  private readonly seen = new Set<string>()
  private readonly failures = new Set<string>()

  constructor(document: CacaoPlaybook) {
    this.document = document
  }

  read(): Course | null {
    const { workflow, workflow_start: start } = this.document
    if (this.document.revoked === true) this.problems.push('It is revoked.')
    for (const [key, step] of Object.entries(workflow)) {
      if (!key.startsWith(`${step.type}--`)) this.problems.push(`${key} is a step of type ${step.type}.`)
    }
    if (member(workflow, start) === undefined || !start.startsWith('start--')) {
      this.problems.push(`${start} is no start step of the workflow.`)
      return null
    }
    this.walk(start, new Set(), new Set(), false)
    const onFailure = this.readFailures()
    for (const key of Object.keys(workflow)) {
      if (!this.seen.has(key) && key !== this.document.workflow_exception)
        this.problems.push(`${key} is never reached.`)
    }
    if (this.found.length === 0) this.problems.push('It has no action of the catalogue.')
    if (this.found.length > MOST_ACTIONS) this.problems.push(`It has more than ${MOST_ACTIONS} actions.`)
    if (this.problems.length > 0) return null
    const steps = this.ordered()
    const wrong = whyNotInOrder(steps.map((step, i) => ({ ordinal: i + 1, after: step.after })))
    const early = whyCourseRetiresTooEarly(steps) ?? whyCourseResolvesTooEarly(steps)
    this.problems.push(...[wrong, early].filter((why) => why !== null))
    return wrong === null && early === null ? { steps, onFailure } : null
  }

  /** From `id` to the end of its branch; answers the places that have ended by then. `path` holds what leads here. */
  private walk(
    id: string,
    before: ReadonlySet<number>,
    path: ReadonlySet<string>,
    isUndo: boolean,
  ): ReadonlySet<number> {
    const step = member(this.document.workflow, id)
    if (step === undefined) return this.refuse(`${id} is named and does not exist.`, before)
    if (path.has(id)) return this.refuse(`${id} leads back to itself.`, before)
    if (this.seen.has(id) && step.type !== 'end' && !isUndo) {
      return this.refuse(`${id} is reached on two ways: a course has one.`, before)
    }
    this.seen.add(id)
    if (step.delay !== undefined) return this.refuse(`${id} waits: a plan does not.`, before)
    if (step.on_failure !== undefined) this.failures.add(step.on_failure)
    const here = new Set([...path, id])
    const goOn = (after: ReadonlySet<number>) => {
      const next = step.on_completion ?? step.on_success
      return next === undefined ? after : this.walk(next, after, here, isUndo)
    }
    switch (step.type) {
      case 'end':
        return before
      case 'start':
        return goOn(before)
      case 'parallel': {
        const after = (step.next_steps ?? []).flatMap((branch) => [...this.walk(branch, before, here, isUndo)])
        return goOn(new Set([...before, ...after]))
      }
      case 'if-condition':
        return goOn(this.walkApproval(id, step, before, here, isUndo))
      case 'action':
        return goOn(this.readAction(id, step, before, isUndo))
      default:
        return this.refuse(`${id} is a ${step.type}: that is not carried out here.`, before)
    }
  }

  private walkApproval(
    id: string,
    step: CacaoStep,
    before: ReadonlySet<number>,
    path: ReadonlySet<string>,
    isUndo: boolean,
  ): ReadonlySet<number> {
    const variable = APPROVED.exec(step.condition ?? '')?.[1]
    const isAsked = Object.values(this.document.workflow).some(
      (other) => isManual(other) && variable !== undefined && other.out_args?.includes(variable) === true,
    )
    if (variable === undefined || !isAsked) {
      return this.refuse(`${id} has a condition that no person answers: it is not evaluated.`, before)
    }
    if (member(this.document.playbook_variables ?? {}, variable) === undefined) {
      this.problems.push(`${id} reads ${variable}, which is not declared.`)
    }
    if (step.on_false !== undefined) this.onlyEnds(step.on_false)
    return step.on_true === undefined
      ? this.refuse(`${id} leads nowhere when it is approved.`, before)
      : this.walk(step.on_true, before, path, isUndo)
  }

  /** A rejected approval may end, and do nothing else. */
  private onlyEnds(id: string): void {
    const step = member(this.document.workflow, id)
    if (step?.type !== 'end') this.problems.push(`${id} acts although nobody approved.`)
    this.seen.add(id)
  }

  private readAction(id: string, step: CacaoStep, before: ReadonlySet<number>, isUndo: boolean): ReadonlySet<number> {
    const extension = extensionOf(step)
    if (isApproval(step, extension)) return before
    const action = extension?.action ?? byName(step.name)
    if (action === null) {
      const name = step.name === undefined ? '' : ` “${step.name.slice(0, 80)}”`
      return this.refuse(
        `${id}${name} is no action of the catalogue. Name it as one, for example ${ACTION_IDS[1]}.`,
        before,
      )
    }
    const opens = actionOf(action).strength === 0
    if (opens !== isUndo) {
      return this.refuse(
        `${id}: ${actionOf(action).title} ${opens ? 'opens again' : 'contains'}, which is wrong in this place.`,
        before,
      )
    }
    if (isUndo) {
      const isOurs = this.found.some((other) => actionOf(other.action).rollback === action)
      return isOurs ? before : this.refuse(`${id} takes back what the playbook does not do.`, before)
    }
    this.found.push({ action, before, extension })
    return new Set([...before, this.found.length])
  }

  private readFailures(): Course['onFailure'] {
    let onFailure: Course['onFailure'] = 'keep'
    for (const id of this.failures) {
      if (member(this.document.workflow, id)?.type !== 'end') {
        onFailure = 'take-back'
        this.walk(id, new Set(), new Set(), true)
      } else this.seen.add(id)
    }
    const lasting = this.found.find(({ action }) => actionOf(action).rollback === null)
    if (onFailure === 'take-back' && lasting !== undefined) {
      this.problems.push(`${actionOf(lasting.action).title} cannot be taken back, so a failure cannot take it back.`)
    }
    return onFailure
  }

  /** By the extension where every action has one that the workflow bears out: levels say less than what waits for what. */
  private ordered(): Course['steps'] {
    const byGraph = this.found.map(({ action, before }) => ({ action, after: [...before].toSorted((a, b) => a - b) }))
    const placed = this.found.map((found, i) => ({ ...found, place: i + 1, ordinal: found.extension?.ordinal ?? 0 }))
    const ordinals = placed.map(({ ordinal }) => ordinal).toSorted((a, b) => a - b)
    if (ordinals.some((ordinal, i) => ordinal !== i + 1)) return byGraph
    const placeOf = new Map(placed.map(({ ordinal, place }) => [ordinal, place]))
    for (const { extension, before, ordinal } of placed) {
      const stray = extension?.after.find((other) => !before.has(placeOf.get(other) ?? 0))
      if (stray !== undefined) {
        this.problems.push(`Step ${ordinal} waits for step ${stray} by its extension, and not in the workflow.`)
      }
    }
    return placed
      .toSorted((a, b) => a.ordinal - b.ordinal)
      .map(({ action, extension }) => ({ action, after: extension?.after ?? [] }))
  }

  private refuse<T>(problem: string, answer: T): T {
    if (!this.problems.includes(problem)) this.problems.push(problem)
    return answer
  }
}

/** Own members only: a step could be called `constructor`. */
function member<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function extensionOf(step: CacaoStep): StepExtension | null {
  const parsed = StepExtension.safeParse(step.step_extensions?.[EXTENSION])
  return parsed.success ? parsed.data : null
}

function isManual(step: CacaoStep): boolean {
  const commands = step.commands ?? []
  return commands.length > 0 && commands.every(({ type }) => type === 'manual')
}

/** A person is asked, and answers with one variable. */
function isApproval(step: CacaoStep, extension: StepExtension | null): boolean {
  return extension?.role === 'approve' || (isManual(step) && step.out_args?.length === 1)
}

function byName(name: string | undefined): ActionId | null {
  const wanted = name?.trim().toLowerCase()
  return ACTION_IDS.find((id) => id === wanted || actionOf(id).title.toLowerCase() === wanted) ?? null
}
