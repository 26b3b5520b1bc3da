import type { ActionId } from '../../domain/action/action.ts'
import { actionOf, isRepointing } from '../../domain/action/catalogue.ts'
import type { Playbook } from '../../domain/action/playbook.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'
import type { TwinAccount, TwinConsumer } from '../connectors/twin/twin-account.ts'
import { applyRequest, readBack } from '../connectors/twin/twin-effects.ts'
import { planRequest, TwinLeft, TwinRequest } from '../connectors/twin/twin-request.ts'
import { consumerStates } from '../connectors/twin/twin-state.ts'
import { doneStep, TWIN } from './exercise-step.ts'

const KEY = 'exercise'
const LOOK_EVERY_S = 5
const LOOK_FOR_S = 900

/**
 * Carries every action of a playbook out on an account of the twin that exists for nothing else, reads it back, takes it
 * back and waits for the consumers by the twin's clock. Pure: the same playbook always answers the same.
 */
export function rehearse(playbook: Pick<Playbook, 'actions'>, now: EpochMs): readonly ExerciseStep[] {
  return playbook.actions.map((action) => rehearseAction(action, now))
}

/** One of them. */
export function rehearseAction(action: ActionId, now: EpochMs): ExerciseStep {
  if (isRepointing(action)) {
    const readback = 'People do it: in an exercise nobody is asked, so nothing was tried.'
    return doneStep(action, TWIN, { passed: true, undo: 'nothing-to-undo', readback })
  }
  const account = standIn(now)
  const target = {
    identityId: 'exercise',
    account: account.id,
    sessionIds: [],
    credentialIds: ['key'],
    tools: ['tool'],
  }
  const planned = planRequest({ action, target, undoes: null }, account, now)
  if (!planned.ok)
    return doneStep(action, TWIN, { undo: 'nothing-to-undo', problem: `The dry run was refused: ${planned.reason}` })
  const request = TwinRequest.parse(planned.request)
  const done = applyRequest(account, request, KEY, now)
  const after = readBack(done.account, request, KEY, now)
  const broke = after.consumers.filter(({ state }) => state !== 'working').map(({ name }) => name)
  const did = { containment: after.containment, readback: after.detail, broke }
  if (after.effect !== 'present')
    return doneStep(action, TWIN, { ...did, problem: 'It was carried out and is not there.' })
  const inverse = actionOf(action).rollback
  if (inverse === null) {
    const isHarmless = action === 'watch-identity'
    const undo = isHarmless ? 'nothing-to-undo' : 'for-good'
    // Nothing is taken back; who signs in by themselves is back all the same.
    return doneStep(action, TWIN, { ...did, passed: true, undo, stayDown: recovery(done.account, now).stayDown })
  }
  const undo: TwinRequest = { operation: inverse, account: account.id, set: [], lift: TwinLeft.parse(after.left).holds }
  const undone = applyRequest(done.account, undo, `${KEY}-undo`, now)
  const readUndo = readBack(undone.account, undo, `${KEY}-undo`, now)
  if (readUndo.effect !== 'present')
    return doneStep(action, TWIN, { ...did, problem: 'It was taken back and still stands.' })
  return doneStep(action, TWIN, { ...did, passed: true, undo: 'restored', ...recovery(undone.account, now) })
}

/** How long after the undo everybody who comes back by themselves is back, and who is not. */
function recovery(account: TwinAccount, now: EpochMs): Pick<ExerciseStep, 'backAfterSeconds' | 'stayDown'> {
  const downAt = (seconds: number) =>
    consumerStates(account, now + seconds * 1000)
      .filter(({ state }) => state !== 'working')
      .map(({ name }) => name)
  const stayDown = downAt(LOOK_FOR_S)
  for (let seconds = 0; seconds <= LOOK_FOR_S; seconds += LOOK_EVERY_S) {
    if (downAt(seconds).length === stayDown.length) return { backAfterSeconds: seconds, stayDown }
  }
  return { backAfterSeconds: null, stayDown }
}

/** Everything that an action of the catalogue could be aimed at, and a consumer on each way in. */
function standIn(now: EpochMs): TwinAccount {
  const consumer = (
    name: string,
    via: TwinConsumer['via'],
    viaId: string | null,
    recoverySeconds: number,
  ): TwinConsumer => ({
    id: name,
    name,
    via,
    viaId,
    recovery: recoverySeconds > 0 ? 'self' : 'manual',
    recoverySeconds,
    downSince: null,
  })
  const session = { credentialId: 'key', issuedAt: now - 60_000, expiresAt: null, isSelfContained: false }
  return {
    id: 'exercise',
    sessions: [
      { ...session, id: 'stolen', holder: null },
      { ...session, id: 'own', holder: 'signs in again' },
    ],
    credentials: [{ id: 'key', kind: 'access-key' }],
    tools: ['tool'],
    hasPipeline: true,
    hasWorkload: true,
    hasGrants: true,
    consumers: [
      consumer('signs in again', 'session', null, 30),
      consumer('holds the key', 'credential', 'key', 60),
      consumer('calls the tool', 'tool', 'tool', 20),
      consumer('waits for the pipeline', 'pipeline', null, 120),
      consumer('talks to the workload', 'workload', null, 20),
      consumer('needs a person', 'session', null, 0),
    ],
    holds: [],
  }
}
