import {
  type BinaryOperationNode,
  ColumnNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  OperatorNode,
  type QueryId,
  ReferenceNode,
  type UpdateQueryNode,
} from 'kysely'
import type { Gateway } from '../gateway.ts'

/**
 * A protection that stands in a condition of SQL. `fence`: only the newest claim of a step may write about it. `plan-state`: a plan is
 * moved only from where it may be moved.
 */
export type Protection = 'fence' | 'plan-state'

/**
 * The same gateway without one protection: every condition that makes it is replaced by one that always holds, on the way to the
 * database. For showing that a check sees what the protection keeps away; the gateway itself knows of no such switch.
 */
export function without(protection: Protection, gateway: Gateway): Gateway {
  const { store } = gateway
  const plugin = opener(protection)
  return {
    ...gateway,
    store: {
      ...store,
      read: store.read.withPlugin(plugin),
      write: (work) => store.write((tx) => work(tx.withPlugin(plugin))),
    },
  }
}

function opener(protection: Protection): KyselyPlugin {
  const transformer = protection === 'fence' ? new Opened('fence', null) : new Opened('state', 'plan')
  return {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: ({ result }) => Promise.resolve(result),
  }
}

/** Conditions on a column hold for every row: everywhere, or in updates of one table. */
class Opened extends OperationNodeTransformer {
  readonly #column: string
  readonly #table: string | null
  #isInTable: boolean

  constructor(column: string, table: string | null) {
    super()
    this.#column = column
    this.#table = table
    this.#isInTable = table === null
  }

  protected override transformUpdateQuery(node: UpdateQueryNode, queryId?: QueryId): UpdateQueryNode {
    const before = this.#isInTable
    if (this.#table !== null) this.#isInTable = JSON.stringify(node.table ?? null).includes(`"name":"${this.#table}"`)
    const transformed = super.transformUpdateQuery(node, queryId)
    this.#isInTable = before
    return transformed
  }

  protected override transformBinaryOperation(node: BinaryOperationNode, queryId?: QueryId): BinaryOperationNode {
    const { leftOperand: left } = node
    const isGuard =
      this.#isInTable &&
      ReferenceNode.is(left) &&
      ColumnNode.is(left.column) &&
      left.column.column.name === this.#column
    return isGuard
      ? { ...node, operator: OperatorNode.create('='), rightOperand: left }
      : super.transformBinaryOperation(node, queryId)
  }
}
