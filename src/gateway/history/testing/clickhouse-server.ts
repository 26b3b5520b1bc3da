import fs from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'

const chdb = createRequire(import.meta.url)('chdb') as Pick<typeof import('chdb'), 'Session'>

export interface ClickHouseServer {
  /** `http://sluice:s3cret@127.0.0.1:PORT/default` */
  readonly address: string
  /** What was asked, in order: the parameters of each question, and its body where that is a statement. */
  readonly asked: readonly { readonly parameters: Readonly<Record<string, string>>; readonly statement: string }[]
  /** Tables that sessions made are gone, and so are the sessions. */
  forgetSessions(): Promise<void>
  close(): Promise<void>
}

const USER = 'sluice'
const PASSWORD = 's3cret'

/**
 * ClickHouse's own engine, which lives in this process, behind the part of its HTTP interface that we use: user and key as headers,
 * sessions with tables of their own, answers of one state, errors with their code, rows as a body. It knows one session at a time,
 * and a query that is killed comes to its end all the same, since the engine in the process cannot be interrupted.
 */
export async function startClickHouse(): Promise<ClickHouseServer> {
  const session = new chdb.Session(undefined, { connectionArgs: ['--compile_expressions=0', '--max_threads=2'] })
  const asked: { parameters: Record<string, string>; statement: string }[] = []
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clickhouse-'))
  const made = new Set<string>()
  let known: string | null = null
  let line: Promise<unknown> = Promise.resolve()
  let files = 0

  const forget = async () => {
    known = null
    for (const table of made) await session.queryAsync(`drop temporary table if exists ${table}`)
    made.clear()
  }

  /** What follows a statement that ends in a format is rows. */
  const answer = async (parameters: Record<string, string>, body: Buffer): Promise<string> => {
    const { query, session_id, session_check, default_format = 'TabSeparated' } = parameters
    asked.push({ parameters, statement: query ?? body.toString() })
    if (session_id !== undefined) {
      if (session_id !== known && session_check === '1') throw new Error('Code: 372. DB::Exception: SESSION_NOT_FOUND')
      if (session_id !== known) await forget()
      known = session_id
    }
    for (const [name, value] of Object.entries(parameters)) {
      if (name.startsWith('param_')) await session.queryAsync(`set ${name} = '${value.replaceAll("'", "''")}'`)
    }
    const statement = query ?? body.toString()
    if (/^kill query/i.test(statement)) return ''
    const table = /^create temporary table ("[^"]+")/.exec(statement)?.[1]
    if (table !== undefined) made.add(table)
    const inserted = /^insert into (\S+) format (\w+)$/i.exec(statement)
    if (query !== undefined && inserted !== null) {
      files += 1
      const file = path.join(folder, `rows-${files}`)
      fs.writeFileSync(file, body)
      await session.queryAsync(`insert into ${inserted[1]} select * from file('${file}', '${inserted[2]}')`)
      return ''
    }
    return (await session.queryAsync(statement, { format: default_format })).text()
  }

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      const { headers } = request
      if (headers['x-clickhouse-user'] !== USER || headers['x-clickhouse-key'] !== PASSWORD) {
        response.writeHead(403, { 'X-ClickHouse-Exception-Code': '516' })
        response.end('Code: 516. DB::Exception: sluice: Authentication failed: password is incorrect')
        return
      }
      const work = line.then(() => answer(Object.fromEntries(url.searchParams), Buffer.concat(chunks)))
      line = work.catch(() => undefined)
      work.then(
        (text) => response.writeHead(200).end(text),
        (error: Error) => {
          const code = /Code: (\d+)/.exec(error.message)?.[1] ?? '1002'
          response.writeHead(500, { 'X-ClickHouse-Exception-Code': code }).end(error.message)
        },
      )
    })
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    address: `http://${USER}:${PASSWORD}@127.0.0.1:${(server.address() as AddressInfo).port}/default`,
    asked,
    forgetSessions: forget,
    close: async () => {
      server.closeAllConnections()
      await new Promise((settle) => server.close(settle))
      session.close()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}
