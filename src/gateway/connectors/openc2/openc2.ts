import * as z from 'zod'
import type { Json } from '../../../domain/json/json.ts'
import { digestText } from '../../hash.ts'
import type { Execution } from '../connector.ts'
import { addressField, type ConnectorKind, linesField, secretField, textField } from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { executionOf, parseAnswer } from '../outbound/read-answer.ts'
import { among, httpKind } from '../target/http-kind.ts'
import { type HttpCall, readLines } from '../target/http-switch.ts'
import { addressOf, headerSecret, httpTarget } from '../target/http-target.ts'

const WHO = 'The OpenC2 consumer'
const MEDIA_TYPE = 'application/openc2+json;version=1.0'
const PATH = '/.well-known/openc2'

const Answer = z.object({
  body: z.object({
    openc2: z.object({
      response: z.object({
        status: z.number().int(),
        status_text: z.string().max(500).optional(),
        results: z
          .object({ 'x-nhi': z.object({ enabled: z.boolean(), sessions: z.number().int().optional() }).optional() })
          .optional(),
      }),
    }),
  }),
})

/**
 * Commands by OpenC2 1.0 over HTTPS 1.1. The language knows no account, so the target is of an extension namespace,
 * `x-nhi:account`; `deny` shuts out, `allow` lets in, and a `query` of the same target reads the state back.
 */
export const OPENC2: ConnectorKind = httpKind({
  id: 'openc2',
  title: 'OpenC2 consumer over HTTPS',
  purpose: 'Sends deny and allow commands for accounts to whatever listens for OpenC2, and queries their state.',
  who: WHO,
  closes: 'identity',
  survives: [],
  undoSeconds: 60,
  fields: [
    addressField('baseUrl', 'Address', 'Of the consumer, without /.well-known/openc2'),
    secretField('token', 'Bearer token', 'Or what stands before the consumer expects'),
    linesField('accounts', 'Accounts', 'Names that the consumer knows, one a line'),
    textField('from', 'Producer name', 'Stands in the message header, e.g. soc.example', 'optional'),
  ],
  leastPrivilege: ['deny, allow and query on x-nhi:account for the accounts that are named'],
  triedAgainst:
    'A consumer in the tests that checks messages by the OpenC2 1.0 language and HTTPS 1.1 transfer documents.',
  isTried: true,
  open(config, tools) {
    const accounts = new Set(readLines(config.values['accounts'] ?? ''))
    const from = (config.values['from'] ?? '').trim() || 'sluicegate'
    const headers = {
      authorization: `Bearer ${headerSecret(config, 'token')}`,
      accept: MEDIA_TYPE,
      'cache-control': 'no-cache',
    }
    const target = httpTarget(addressOf(config, 'baseUrl', tools), headers, tools)
    const call = (action: string, object: Json, key: string): HttpCall => {
      const id = commandId(key)
      const request = {
        action,
        target: object,
        args: { response_requested: 'complete' },
        ...(key === '' ? {} : { command_id: id }),
      }
      const message = {
        headers: { ...(key === '' ? {} : { request_id: id }), from },
        body: { openc2: { request } },
      }
      return {
        method: 'POST',
        path: PATH,
        body: {
          text: JSON.stringify(message),
          contentType: MEDIA_TYPE,
          ...(key === '' ? {} : { headers: { 'x-request-id': id } }),
        },
      }
    }
    const account = (name: string): Json => ({ 'x-nhi:account': { name } })
    return {
      target,
      find: among(accounts),
      health: call('query', { features: [] }, ''),
      isWell: (answer) => responseOf(answer)?.status === 200,
      aim: ({ account: name }) =>
        Promise.resolve(
          accounts.has(name) ? { account: name, ref: null } : `${name} is not among the accounts of this connector.`,
        ),
      change: (aim, way, key) => call(way === 'close' ? 'deny' : 'allow', account(aim.account), key),
      look: (aim) => call('query', account(aim.account), ''),
      understand: (answer, aim) => {
        const response = responseOf(answer)
        if (response?.status === 404) return { kind: 'gone', detail: `${WHO} knows no account ${aim.account}.` }
        const state = response?.status === 200 ? response.results?.['x-nhi'] : undefined
        if (state === undefined) return null
        const sessions = state.sessions ?? 0
        return {
          kind: 'known',
          isClosed: !state.enabled && sessions === 0,
          containment: state.enabled ? 'not-contained' : sessions > 0 ? 'new-sessions-only' : 'contained',
          detail: `${WHO} says ${state.enabled ? 'enabled' : 'disabled'}, ${sessions} open sessions.`,
          mark: null,
        }
      },
      judge: judgeAnswer,
    }
  },
})

/** HTTP 200 carries the OpenC2 status inside; a consumer that is still at it says 102. */
function judgeAnswer(answer: Delivered): Execution {
  if (answer.status !== 200) return executionOf(answer, WHO)
  const response = responseOf(answer)
  if (response === null) return { kind: 'unknown', reason: `${WHO} answered something else than a response.` }
  if (response.status === 102) return { kind: 'accepted', detail: `${WHO} is at it (102).` }
  return executionOf({ ...answer, status: response.status, retryAfter: null }, WHO)
}

function responseOf(answer: Delivered) {
  const read = Answer.safeParse(parseAnswer(answer))
  return read.success ? read.data.body.openc2.response : null
}

/** A UUID made of the step's key, so that sending again is the same command; the language allows 36 characters. */
function commandId(key: string): string {
  const hex = digestText(`openc2 ${key}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
