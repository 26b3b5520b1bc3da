import { ACTION_IDS } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { own } from '../../domain/json/json.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { Connector, Execution, Readback } from '../connectors/connector.ts'

/** A target that keeps no keys: whatever it is told, it does, however often. What it did is a ledger of its own. */
export interface LedgerTarget {
  readonly connector: Connector
  /** How often it did what a key names. */
  readonly effects: ReadonlyMap<string, number>
  /** Between a gateway and the target, per call: may make it, twice, never, or lose its answer. */
  between: (key: string, act: () => Execution) => Promise<Execution>
  /** Who uses it, as it answers when it is read back. */
  consumers: Readback['consumers']
  /** Why nothing is taken back now; null where it is. */
  refusesUndo: string | null
}

export function createLedgerTarget(): LedgerTarget {
  const closed = new Set<string>()
  const effects = new Map<string, number>()
  const lockOf = ({ target: { account, credentialIds } }: Pick<PlanStep, 'target'>) =>
    [account, ...credentialIds].join(' ')
  const target: LedgerTarget = {
    effects,
    consumers: [],
    refusesUndo: null,
    between: (_key, act) => Promise.resolve(act()),
    connector: {
      id: 'ledger',
      title: 'Ledger',
      actions: ACTION_IDS,
      leastPrivilege: ['nothing'],
      triedAgainst: 'itself',
      verifyWithinMs: 5_000,
      accountOf: ({ name }) => Promise.resolve(name),
      plan: ({ action, target: { account, credentialIds } }) => {
        const opens = actionOf(action).strength === 0
        if (opens && target.refusesUndo !== null) return Promise.resolve({ ok: false, reason: target.refusesUndo })
        return Promise.resolve({
          ok: true,
          request: { account, credentialIds, opens },
          survives: [],
          undoCannotRestore: [],
          undoSeconds: 1,
        })
      },
      execute: (step, { idempotencyKey }) =>
        target.between(idempotencyKey, () => {
          const lock = lockOf(step)
          effects.set(idempotencyKey, (effects.get(idempotencyKey) ?? 0) + 1)
          if (own(step.request, 'opens') === true) closed.delete(lock)
          else closed.add(lock)
          return { kind: 'accepted', detail: 'Done.' }
        }),
      verify: (step) => {
        const isClosed = closed.has(lockOf(step))
        const isThere = isClosed !== (own(step.request, 'opens') === true)
        return Promise.resolve({
          containment: isClosed ? 'contained' : 'not-contained',
          effect: isThere ? 'present' : 'absent',
          detail: isClosed ? 'It is closed.' : 'It is open.',
          consumers: target.consumers,
          left: null,
        })
      },
      health: () => Promise.resolve({ ok: true, detail: 'It is there.' }),
    },
  }
  return target
}
