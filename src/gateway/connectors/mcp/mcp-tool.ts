import * as z from 'zod'
import type { Json } from '../../../domain/json/json.ts'
import type { Execution } from '../connector.ts'
import { addressField, type ConnectorKind, linesField, secretField, textField } from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, parseAnswer } from '../outbound/read-answer.ts'
import { healthBy, readLines } from '../target/http-switch.ts'
import { addressOf, type HttpTarget, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import { type Aim, createSwitch, type Reading, unreadableAnswer, unreadableFault } from '../target/switch-connector.ts'

const WHO = 'The MCP server'
const PROTOCOL = '2025-06-18'
const MOST_PAGES = 20

const Result = z.object({
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ message: z.string() }).optional(),
})
const Listed = z.object({ tools: z.array(z.object({ name: z.string() })), nextCursor: z.string().optional() })

/**
 * Takes a tool away from an agent at a server of the Model Context Protocol (Streamable HTTP): by the server's own
 * administrative tool, and read back from the list that agents get. A tool that is not listed cannot be called.
 */
export const MCP_TOOL: ConnectorKind = {
  id: 'mcp-tool',
  title: 'MCP server tool',
  purpose: 'Switches tools of a Model Context Protocol server off and on for the agents that use it.',
  actions: ['suspend-tool', 'resume-tool'],
  fields: [
    addressField('url', 'Address', 'The server’s endpoint, e.g. https://tools.example.com/mcp'),
    secretField('token', 'Bearer token', 'Of a client that may call the administrative tool'),
    textField('switchTool', 'Administrative tool', 'Called with {"name": …, "enabled": …}, e.g. set_tool_enabled'),
    linesField('agents', 'Agents', 'Identities that use this server, one a line'),
  ],
  leastPrivilege: ['List tools', 'Call the one administrative tool that switches others'],
  triedAgainst: 'A server by the official SDK (@modelcontextprotocol/sdk 1.32) over Streamable HTTP.',
  isTried: true,
  create(config, tools) {
    const agents = readLines(config.values['agents'] ?? '')
    const switchTool = (config.values['switchTool'] ?? '').trim()
    const headers = {
      authorization: `Bearer ${headerSecret(config, 'token')}`,
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': PROTOCOL,
    }
    const target = httpTarget(addressOf(config, 'url', tools), headers, tools)
    return createSwitch({
      title: config.name,
      verifyWithinMs: 30_000,
      undoSeconds: 30,
      drivers: [
        {
          close: 'suspend-tool',
          open: 'resume-tool',
          survives: ['Calls of the tool that are under way, and what it did before.'],
          undoCannotRestore: [],
          aim: ({ account, tools: names }) => {
            const [name, second] = names
            if (name === undefined) return Promise.resolve(`No tool of ${account} is named.`)
            if (second !== undefined) return Promise.resolve(`It takes one tool at a time; ${names.length} are named.`)
            if (name === switchTool) return Promise.resolve('The administrative tool itself stays.')
            return Promise.resolve({ account, ref: name })
          },
          describe: (aim, way) => message('tools/call', argumentsOf(switchTool, aim, way)),
          read: (aim, signal) => readTool(target, aim, signal),
          send: async (aim, way, signal): Promise<Execution> => {
            try {
              const session = await open(target, signal)
              if ('broken' in session) return executionOf(session.broken, WHO)
              const answer = await ask(target, session, 'tools/call', argumentsOf(switchTool, aim, way), signal)
              return judgeCall(answer)
            } catch (error) {
              return brokenExecution(error, WHO)
            }
          },
        },
      ],
      find: (names) => Promise.resolve(names.find((name) => agents.includes(name)) ?? null),
      health: (signal) =>
        healthBy(
          target,
          WHO,
          { method: 'POST', path: '', body: jsonBody(INITIALIZE) },
          signal,
          (answer) => resultOf(answer)?.result !== undefined,
        ),
    })
  },
}

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: PROTOCOL, capabilities: {}, clientInfo: { name: 'sluicegate', version: '1' } },
}

function message(method: string, params: Json) {
  return { jsonrpc: '2.0', id: 2, method, params }
}

function argumentsOf(switchTool: string, { ref }: Aim, way: 'close' | 'open'): Json {
  return { name: switchTool, arguments: { name: ref, enabled: way === 'open' } }
}

type Session = { readonly headers: Readonly<Record<string, string>> } | { readonly broken: Delivered }

/** Servers that keep sessions hand out an id; those that do not, none. */
async function open(target: HttpTarget, signal: AbortSignal): Promise<Session> {
  const answer = await target.ask('POST', '', signal, jsonBody(INITIALIZE))
  if (answer.status !== 200 || resultOf(answer)?.result === undefined) return { broken: answer }
  const id = answer.headers['mcp-session-id']
  const headers: Record<string, string> = id === undefined ? {} : { 'mcp-session-id': id }
  await target.ask('POST', '', signal, {
    ...jsonBody({ jsonrpc: '2.0', method: 'notifications/initialized' }),
    headers,
  })
  return { headers }
}

function ask(
  target: HttpTarget,
  { headers }: Extract<Session, { headers: unknown }>,
  method: string,
  params: Json,
  signal: AbortSignal,
): Promise<Delivered> {
  return target.ask('POST', '', signal, { ...jsonBody(message(method, params)), headers })
}

async function readTool(target: HttpTarget, { ref }: Aim, signal: AbortSignal): Promise<Reading> {
  try {
    const session = await open(target, signal)
    if ('broken' in session) return unreadableAnswer(session.broken, WHO)
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await ask(target, session, 'tools/list', cursor === undefined ? {} : { cursor }, signal)
      const listed = Listed.safeParse(resultOf(answer)?.result)
      if (answer.status !== 200 || !listed.success) return unreadableAnswer(answer, WHO)
      if (listed.data.tools.some(({ name }) => name === ref)) {
        return {
          kind: 'known',
          isClosed: false,
          containment: 'not-contained',
          detail: 'The tool is listed.',
          mark: null,
        }
      }
      cursor = listed.data.nextCursor
      if (cursor === undefined) break
    }
    const detail = 'The tool is not in the list that agents get.'
    return { kind: 'known', isClosed: true, containment: 'contained', detail, mark: null }
  } catch (error) {
    return unreadableFault(error, WHO)
  }
}

/** A call that the server took is answered 200 also where the tool failed: the flag inside says so. */
function judgeCall(answer: Delivered): Execution {
  if (answer.status !== 200) return executionOf(answer, WHO)
  const read = resultOf(answer)
  if (read === null) return { kind: 'unknown', reason: `${WHO} answered something else than a result.` }
  if (read.error !== undefined) return { kind: 'refused', reason: `${WHO}: ${read.error.message.slice(0, 200)}` }
  if (read.result?.['isError'] === true) return { kind: 'refused', reason: `${WHO} says that the tool failed.` }
  return { kind: 'accepted', detail: `${WHO} carried it out.` }
}

/** The response, as JSON or as one of the events of a stream; others are notices that nobody asked for. */
function resultOf(answer: Delivered): z.infer<typeof Result> | null {
  const isStream = (answer.headers['content-type'] ?? '').startsWith('text/event-stream')
  for (const body of isStream ? dataOf(answer.body) : [answer.body]) {
    const read = Result.safeParse(parseAnswer({ body, isCut: answer.isCut }))
    if (read.success && (read.data.result !== undefined || read.data.error !== undefined)) return read.data
  }
  return null
}

/** The data of each event, its lines joined. */
function dataOf(stream: string): readonly string[] {
  return stream.split(/\r?\n\r?\n/).map((event) =>
    event
      .split(/\r?\n/)
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice('data:'.length))
      .join('\n'),
  )
}
