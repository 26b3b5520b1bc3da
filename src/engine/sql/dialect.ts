import type { Binary, Node } from './expression.ts'
import type { Query, Stage, Table } from './query.ts'

/** How one engine wants the same thing said. Values are integers; names and paths are quoted here and nowhere else. */
export interface Dialect {
  readonly name: 'duckdb' | 'clickhouse'
  /** Rows come as the query lists its columns; several queries are one under the other. */
  select(queries: readonly Query[]): string
  /** The columns of a table with their types, as a definition lists them. */
  columns(table: Table): string
  /** An empty table. One of the same name gives way. */
  create(table: Table): readonly string[]
  insert(table: Table, rows: readonly (readonly (number | null)[])[]): string
  /** Puts the rows of a query into a table that is there. */
  insertFrom(table: Table, query: Query): string
  /** Keeps the rows of a query as a table. One of the same name gives way. */
  keep(stage: Stage): readonly string[]
  /** Puts the rows of a Parquet file into a table that is there. */
  insertParquet(table: Table, path: string): string
  /** Makes a Parquet file readable under the name of a table that was never created, only opened. */
  openParquet(table: Table, path: string): string
}

/** What the two differ in. */
interface Words {
  readonly name: Dialect['name']
  quotient(left: string, right: string): string
  /** Sums and counts in 64 bits with a sign, 0 over no rows. */
  sum(of: string): string
  readonly count: string
  type(width: Table['width'], mayMiss: boolean): string
  /** After a table's columns or name: where it lives. */
  readonly store: string
  /** Statements after which a table of the name can be defined; the definition goes on where the last one ends. */
  replace(name: string): readonly string[]
  parquet(path: string): string
  /** After a query: that an unmatched join leaves nulls, where that is not so by itself. */
  readonly settings: string
}

export const DUCKDB: Dialect = createDialect({
  name: 'duckdb',
  quotient: (left, right) => `(${left} // ${right})`,
  sum: (of) => `coalesce(cast(sum(${of}) as bigint), 0)`,
  count: 'count(*)',
  type: (width) => (width === 'narrow' ? 'uinteger' : 'bigint'),
  store: '',
  replace: (name) => [`create or replace temp table ${name}`],
  parquet: (path) => `read_parquet('${path.replaceAll("'", "''")}')`,
  settings: '',
})

const CLICKHOUSE_WORDS: Words = {
  name: 'clickhouse',
  quotient: (left, right) => `intDiv(${left}, ${right})`,
  sum: (of) => `toInt64(sum(${of}))`,
  count: 'toInt64(count())',
  type: (width, mayMiss) => {
    const type = width === 'narrow' ? 'UInt32' : 'Int64'
    return mayMiss ? `Nullable(${type})` : type
  },
  store: ' engine = Memory',
  replace: (name) => [`drop table if exists ${name}`, `create table ${name}`],
  parquet: (path) => `file('${path.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}', 'Parquet')`,
  settings: ' settings join_use_nulls = 1',
}

export const CLICKHOUSE: Dialect = createDialect(CLICKHOUSE_WORDS)

/** The same where others work in the same database: tables that are made live in the session, and go with it. */
export const CLICKHOUSE_SESSION: Dialect = createDialect({
  ...CLICKHOUSE_WORDS,
  replace: (name) => [`drop temporary table if exists ${name}`, `create temporary table ${name}`],
})

function createDialect(words: Words): Dialect {
  const expression = (node: Node): string => {
    switch (node.op) {
      case 'literal':
        return node.value < 0 ? `(${node.value})` : `${node.value}`
      case 'column':
        return `${name(node.table)}.${name(node.name)}`
      case 'quotient':
        return words.quotient(expression(node.left), expression(node.right))
      case 'plus':
      case 'minus':
      case 'times':
      case 'remainder':
      case 'equals':
      case 'less':
      case 'at-most':
        return `(${expression(node.left)} ${SIGNS[node.op]} ${expression(node.right)})`
      case 'and':
      case 'or':
        return `(${node.all.map(expression).join(` ${node.op} `)})`
      case 'least':
      case 'greatest':
        return `${node.op}(${node.all.map(expression).join(', ')})`
      case 'not':
        return `(not ${expression(node.of)})`
      case 'missing':
        return `(${expression(node.of)} is null)`
      case 'one-of':
        return `(${expression(node.of)} in (${node.values.join(', ')}))`
      case 'or-else':
        return `coalesce(${expression(node.of)}, ${expression(node.other)})`
      case 'choose': {
        const cases = node.cases.map(([when, then]) => `when ${expression(when)} then ${expression(then)}`)
        return `case ${cases.join(' ')} else ${expression(node.otherwise)} end`
      }
      case 'sum':
        return words.sum(expression(node.of))
      case 'min':
        return `min(${expression(node.of)})`
      case 'count':
        return words.count
      default:
        return node satisfies never
    }
  }

  const select = ({ from, joins = [], where, columns, by }: Query): string => {
    const wanted = Object.entries(columns).map(([own, { node }]) => `${expression(node)} as ${name(own)}`)
    const parts = [`select ${wanted.join(', ')} from ${name(from.name)}`]
    for (const { table, on, kind } of joins) {
      parts.push(`${kind === 'must' ? 'join' : 'left join'} ${name(table.name)} on ${expression(on.node)}`)
    }
    if (where !== undefined) parts.push(`where ${expression(where.node)}`)
    if (by !== undefined && by.length > 0) {
      const groups = by.map((own) => columns[own]).filter((one) => one !== undefined)
      parts.push(`group by ${groups.map(({ node }) => expression(node)).join(', ')}`)
    }
    return parts.join(' ')
  }

  const columns = (table: Table) =>
    Object.entries(table.columns)
      .map(([own, sort]) => `${name(own)} ${words.type(table.width, sort === 'maybe')}`)
      .join(', ')
  const columnsOf = (table: Table) => Object.keys(table.columns).map(name).join(', ')

  return {
    name: words.name,
    select: (queries) => `${queries.map(select).join(' union all ')}${words.settings}`,
    columns,
    create: (table) => withTail(words.replace(name(table.name)), ` (${columns(table)})${words.store}`),
    insert(table, rows) {
      const values = rows.map((row) => `(${row.map(value).join(', ')})`)
      return `insert into ${name(table.name)} (${columnsOf(table)}) values ${values.join(', ')}`
    },
    insertFrom: (table, query) =>
      `insert into ${name(table.name)} (${columnsOf(table)}) ${select(query)}${words.settings}`,
    keep({ table, query }) {
      return withTail(words.replace(name(table.name)), `${words.store} as ${select(query)}${words.settings}`)
    },
    insertParquet: (table, path) =>
      `insert into ${name(table.name)} (${columnsOf(table)}) select ${columnsOf(table)} from ${words.parquet(path)}`,
    openParquet: (table, path) =>
      `create or replace view ${name(table.name)} as select ${columnsOf(table)} from ${words.parquet(path)}`,
  }
}

function withTail(statements: readonly string[], tail: string): readonly string[] {
  return statements.map((statement, i) => (i === statements.length - 1 ? `${statement}${tail}` : statement))
}

const SIGNS: Readonly<Record<Exclude<Binary, 'quotient'>, string>> = {
  plus: '+',
  minus: '-',
  times: '*',
  remainder: '%',
  equals: '=',
  less: '<',
  'at-most': '<=',
}

/** Names are ours and plain; quoted, since some of them (`case`) are words of the language. */
function name(text: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(text)) throw new RangeError(`not a name: ${JSON.stringify(text)}`)
  return `"${text}"`
}

function value(one: number | null): string {
  if (one === null) return 'null'
  if (!Number.isSafeInteger(one)) throw new RangeError(`no safe integer: ${one}`)
  return `${one}`
}
