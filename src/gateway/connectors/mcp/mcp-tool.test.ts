import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { describeConnector } from '../conformance.ts'
import { aTarget, connectorOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { MCP_TOOL } from './mcp-tool.ts'

/** A server by the official SDK. It makes a session for each client; tools and their switch are shared, as in a real one. */
async function startTools(answersAsStream: boolean) {
  const isOn = new Map<string, boolean>([['search', true]])
  const changes: string[] = []
  const server = http.createServer((request, response) => {
    if (request.headers.authorization !== 'Bearer right') return response.writeHead(401).end()
    void serve(request, response)
    return undefined
  })
  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const mcp = new McpServer({ name: 'tools', version: '1' })
    for (const [name, on] of isOn) {
      const tool = mcp.registerTool(name, { description: 'A tool', inputSchema: {} }, () => ({ content: [] }))
      if (!on) tool.disable()
    }
    const input = { name: z.string(), enabled: z.boolean() }
    mcp.registerTool('set_tool_enabled', { description: 'Administration', inputSchema: input }, ({ name, enabled }) => {
      if (!isOn.has(name)) return { isError: true, content: [{ type: 'text' as const, text: 'no such tool' }] }
      if (isOn.get(name) !== enabled) changes.push(`${name} ${enabled}`)
      isOn.set(name, enabled)
      return { content: [] }
    })
    // Without a generator of session ids it keeps none.
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: !answersAsStream })
    response.on('close', () => void transport.close())
    await mcp.connect(transport)
    await transport.handleRequest(request, response)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    isOn,
    changes,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const wishOn = (tool: string) => ({
  action: 'suspend-tool' as const,
  target: aTarget('agent', { tools: [tool] }),
  undoes: null,
})
const connect = (url: string) =>
  connectorOf(MCP_TOOL, { url, token: 'right', switchTool: 'set_tool_enabled', agents: 'agent\nother' })

for (const [form, answersAsStream] of [
  ['JSON', false],
  ['an event stream', true],
] as const) {
  describeConnector(
    `MCP server that answers with ${form}`,
    async () => {
      const server = await startTools(answersAsStream)
      const origin = new URL(server.url).origin
      const proxy = await startTroubleProxy(origin, (_request, body) => body.includes('"tools/call"'))
      return {
        connector: connect(`${proxy.url}/mcp`),
        wish: wishOn('search'),
        wishOn: (tool) => {
          server.isOn.set(tool, true)
          return Promise.resolve(wishOn(tool))
        },
        effects: () => Promise.resolve(server.changes.length),
        trouble: (now) => {
          proxy.trouble = now
        },
        meddle: () => {
          server.isOn.set('search', true)
          return Promise.resolve()
        },
        close: async () => {
          await proxy.close()
          await server.close()
        },
      }
    },
    { lacks: {} },
  )
}

test('an agent that does not use this server is not known, and the administrative tool is never switched off', async () => {
  const server = await startTools(false)
  const connector = connect(server.url)
  expect(await connector.accountOf({ name: 'stranger', names: [] })).toBeNull()
  expect(await connector.accountOf({ name: 'other', names: [] })).toBe('other')
  expect(await connector.plan(wishOn('set_tool_enabled'))).toMatchObject({ ok: false })
  await server.close()
})
