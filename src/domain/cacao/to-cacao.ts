import type { ActionId } from '../action/action.ts'
import { actionOf, isRepointing } from '../action/catalogue.ts'
import type { Course, CourseStep } from '../action/course.ts'
import type { Sha256 } from '../hash/sha256.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { inReverse } from '../plan/step-order.ts'
import { type CacaoPlaybook, type CacaoStep, EXTENSION, identifierOf, type StepExtension } from './cacao.ts'

export interface Exported {
  /** Ours; the CACAO id follows from it, or is the one that it was imported under. */
  readonly id: string
  readonly cacaoId?: string
  readonly version: number
  readonly title: string
  readonly course: Course
  /** Of these one is carried out, as the decision chooses, in place of the course. */
  readonly oneOf?: readonly ActionId[]
  /** Epoch ms UTC of its first and of this version. */
  readonly createdAt: number
  readonly modifiedAt: number
}

const APPROVAL_MS = 30 * 60_000
const GATEWAY_URL = 'https://sluicegate.example.com'

/**
 * A course as a CACAO 2.0 playbook: an approval (a manual step whose answer an if-condition reads), then its actions level by
 * level, those of one level in parallel; where a failure takes back what was done, an approval of its own and the inverse actions in
 * reverse. CACAO knows neither quorum nor exact order between branches: an extension on each step carries the place and what it
 * waits for. Where one of several actions is chosen, a switch asks which; such a playbook cannot be brought in again. What runs it elsewhere proposes plans to this gateway, whose gate asks again. The same input gives the same bytes.
 */
export function toCacao(playbook: Exported, sha256: Sha256): CacaoPlaybook {
  const id = (type: string, name: string) => identifierOf(type, `${playbook.id} v${playbook.version} ${name}`, sha256)
  const workflow: Record<string, CacaoStep> = {}
  const put = (type: string, name: string, step: Omit<CacaoStep, 'type'>): string => {
    const key = id(type, name)
    workflow[key] = { type, ...step }
    return key
  }
  const end = (name: string) => put('end', `end: ${name}`, { name })
  const people = id('group', 'approvers')
  const gateway = id('http-api', 'gateway')
  const teams = id('group', 'consumers')

  const approval = (name: string, question: string, variable: string, onTrue: string): string => {
    const rejected = end(`${name}: rejected`)
    const branch = put('if-condition', `${name}?`, {
      name: `${name}?`,
      condition: `${variable}:value = true`,
      on_true: onTrue,
      on_false: rejected,
      on_completion: end(`${name}: over`),
    })
    return put('action', name, {
      name,
      timeout: APPROVAL_MS,
      commands: [{ type: 'manual', command: question }],
      agent: people,
      out_args: [variable],
      on_completion: branch,
      step_extensions: extension({ role: 'approve', action: null, ordinal: null, after: [] }),
    })
  }

  const act = (name: string, action: ActionId, part: StepExtension, next: Partial<CacaoStep>): string =>
    put('action', name, {
      name: actionOf(action).title,
      description: actionOf(action).verifiedBy,
      commands: [isRepointing(action) ? byHand(action) : command(action, part.role)],
      agent: isRepointing(action) ? teams : gateway,
      ...next,
      step_extensions: extension(part),
    })

  const failed = playbook.oneOf === undefined ? whenFailed() : null

  function whenFailed(): string {
    if (playbook.course.onFailure === 'keep') return end('failed: what is contained stays')
    return approval('Approve taking back', `Take back what ${playbook.title} did?`, '__take_back__', takingBack())
  }

  function choice(actions: readonly ActionId[], over: string): string {
    const cases = actions.map((action, i): [string, string] => {
      const part: StepExtension = { role: 'contain', action, ordinal: i + 1, after: [] }
      return [action, act(`choice ${action}`, action, part, { on_completion: end(`chosen ${action}`) })]
    })
    return put('switch-condition', 'which action', {
      name: 'The smallest action that suffices',
      switch: '__action__:value',
      cases: Object.fromEntries(cases),
      on_completion: over,
    })
  }

  function takingBack(): string {
    const { steps } = playbook.course
    const numbered = steps.map((step, i) => ({ ordinal: i + 1, after: step.after }))
    const reversed = inReverse(
      numbered,
      numbered.map(({ ordinal }) => ordinal),
    )
    let next = end('taken back')
    for (const { ordinal } of reversed.toReversed()) {
      const inverse = actionOf(steps[ordinal - 1]?.action ?? 'watch-identity').rollback
      if (inverse === null) continue
      const part: StepExtension = { role: 'undo', action: inverse, ordinal, after: [] }
      next = act(`undo ${ordinal}`, inverse, part, { on_completion: next })
    }
    return next
  }

  let next = end('contained')
  if (playbook.oneOf !== undefined) next = choice(playbook.oneOf, next)
  for (const [level, places] of [...levelsOf(playbook.course.steps)].toReversed().entries()) {
    const follow = { on_success: next, ...(failed === null ? {} : { on_failure: failed }) }
    const actOn = (place: number, links: Partial<CacaoStep>) => {
      const step = playbook.course.steps[place - 1] ?? { action: 'watch-identity', after: [] }
      const part: StepExtension = { role: 'contain', action: step.action, ordinal: place, after: [...step.after] }
      return act(`step ${place}`, step.action, part, links)
    }
    const [only, ...more] = places
    next =
      only !== undefined && more.length === 0
        ? actOn(only, follow)
        : put('parallel', `level ${level}`, {
            name: `Steps ${places.join(' and ')} beside each other`,
            next_steps: places.map((place) => actOn(place, { on_completion: end(`step ${place}`) })),
            ...follow,
          })
  }
  const start = put('start', 'start', {
    on_completion: approval('Approve', `Carry out ${playbook.title} on __identity__:value?`, '__approved__', next),
  })
  const author = id('identity', 'sluicegate')

  return {
    type: 'playbook',
    spec_version: 'cacao-2.0',
    id: playbook.cacaoId ?? identifierOf('playbook', playbook.id, sha256),
    name: playbook.title,
    description:
      'Proposes plans to a Sluicegate gateway, whose own gate asks for its approvals: an answer given here opens nothing there.',
    playbook_types: ['mitigation', 'remediation'],
    playbook_activities: ['restrict-access', 'revert-system'],
    created_by: author,
    created: new Date(playbook.createdAt).toISOString(),
    modified: new Date(playbook.modifiedAt).toISOString(),
    labels: ['sluicegate', `version-${playbook.version}`],
    playbook_variables: {
      __identity__: { type: 'string', description: 'Name of the identity', external: true },
      __alert__: { type: 'string', description: 'Id of the alert at the gateway', external: true },
      ...(playbook.oneOf === undefined
        ? {}
        : { __action__: { type: 'string', description: 'The action that the decision chose', external: true } }),
      __plan__: { type: 'string', description: 'Id of the plan that the gateway answered', value: '' },
      __approved__: { type: 'bool', value: 'false' },
      __take_back__: { type: 'bool', value: 'false' },
    },
    workflow_start: start,
    workflow,
    agent_definitions: {
      [people]: { type: 'group', name: 'Approvers of the owner and of the SOC' },
      ...(playbook.course.steps.some(({ action }) => isRepointing(action))
        ? { [teams]: { type: 'group', name: 'Teams whose services hold the secret' } }
        : {}),
      [gateway]: { type: 'http-api', name: 'Sluicegate', address: { url: [GATEWAY_URL] } },
    },
    extension_definitions: {
      [EXTENSION]: {
        type: 'extension-definition',
        name: 'Sluicegate step',
        description: 'The catalogue action of a step, its place in the course, and the places that it waits for.',
        created_by: author,
        schema: `${GATEWAY_URL}/api/openapi.json`,
        version: '1',
      },
    },
  }
}

function extension(part: StepExtension): Record<string, unknown> {
  return { [EXTENSION]: part }
}

/** Done where the consumer is and confirmed at the gateway: its answer is no variable, so that it is no approval either. */
function byHand(action: ActionId) {
  const way = action === 'repoint-consumer' ? 'the new secret' : 'the old secret'
  return {
    type: 'manual',
    description: actionOf(action).title,
    command: `Let every consumer of __identity__:value use ${way}, and confirm it at the gateway.`,
  }
}

function command(action: ActionId, role: StepExtension['role']) {
  const isUndo = role === 'undo'
  const body = isUndo
    ? { reason: 'A later step of its playbook failed' }
    : { alertId: '__alert__:value', action, reason: 'Asked for by its playbook', exceedsCap: false }
  return {
    type: 'http-api',
    description: actionOf(action).title,
    command: isUndo ? 'POST /api/plans/__plan__:value/rollback HTTP/1.1' : 'POST /api/plans HTTP/1.1',
    headers: { 'Content-Type': ['application/json'] },
    content: canonicalJson(body),
  }
}

/** Places (from 1) of a course in levels: each after all that it waits for. */
export function levelsOf(steps: readonly CourseStep[]): readonly (readonly number[])[] {
  const levelOf: number[] = []
  const levels: number[][] = []
  for (const [i, { after }] of steps.entries()) {
    const level = after.reduce((deepest, place) => Math.max(deepest, (levelOf[place - 1] ?? 0) + 1), 0)
    levelOf.push(level)
    levels[level] = [...(levels[level] ?? []), i + 1]
  }
  return levels
}
