import { ACTION_IDS } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { own } from '../../domain/json/json.ts'
import type { Connector, Execution } from '../connectors/connector.ts'

/** A target that keeps no keys: whatever it is told, it does, however often. What it did is a ledger of its own. */
export interface LedgerTarget {
  readonly connector: Connector
  /** How often it did what a key names. */
  readonly effects: ReadonlyMap<string, number>
  /** Between a gateway and the target, per call: may make it, twice, never, or lose its answer. */
  between: (key: string, act: () => Execution) => Promise<Execution>
}

export function createLedgerTarget(): LedgerTarget {
  const closed = new Set<string>()
  const effects = new Map<string, number>()
  const target: LedgerTarget = {
    effects,
    between: (_key, act) => Promise.resolve(act()),
    connector: {
      id: 'ledger',
      title: 'Ledger',
      actions: ACTION_IDS,
      leastPrivilege: ['nothing'],
      triedAgainst: 'itself',
      verifyWithinMs: 5_000,
      accountOf: ({ name }) => Promise.resolve(name),
      plan: ({ action, target: { account } }) =>
        Promise.resolve({
          ok: true,
          request: { account, opens: actionOf(action).strength === 0 },
          survives: [],
          undoCannotRestore: [],
          undoSeconds: 1,
        }),
      execute: (step, { idempotencyKey }) =>
        target.between(idempotencyKey, () => {
          const { account } = step.target
          effects.set(idempotencyKey, (effects.get(idempotencyKey) ?? 0) + 1)
          if (own(step.request, 'opens') === true) closed.delete(account)
          else closed.add(account)
          return { kind: 'accepted', detail: 'Done.' }
        }),
      verify: (step) => {
        const isClosed = closed.has(step.target.account)
        const isThere = isClosed !== (own(step.request, 'opens') === true)
        return Promise.resolve({
          containment: isClosed ? 'contained' : 'not-contained',
          effect: isThere ? 'present' : 'absent',
          detail: isClosed ? 'It is closed.' : 'It is open.',
          consumers: [],
          left: null,
        })
      },
      health: () => Promise.resolve({ ok: true, detail: 'It is there.' }),
    },
  }
  return target
}
