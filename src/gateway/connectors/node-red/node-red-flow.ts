import * as z from 'zod'
import { canonicalJson } from '../../../domain/json/canonical-json.ts'
import type { Json } from '../../../domain/json/json.ts'
import { digestText } from '../../hash.ts'
import { addressField, type ConnectorKind, linesField, secretField } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { among, httpKind } from '../target/http-kind.ts'
import { readPairs } from '../target/http-switch.ts'
import { addressOf, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import { type Aim, refText } from '../target/switch-connector.ts'

const WHO = 'Node-RED'
const Flow = z.looseObject({ id: z.string(), disabled: z.boolean().optional() })

/**
 * Pauses one flow of Node-RED. Its API takes a flow back whole, so it is read just before and only `disabled` differs; an
 * edit in that moment would be lost, which the API gives no means to notice.
 */
export const NODE_RED_FLOW: ConnectorKind = httpKind({
  id: 'node-red-flow',
  title: 'Node-RED flow',
  purpose: 'Disables a flow, so that none of its nodes runs, and enables it again.',
  who: WHO,
  closes: 'pipeline',
  survives: ['What its nodes are doing at this moment, and programs that they have started.'],
  undoCannotRestore: ['What its nodes kept in memory: a flow that is enabled starts anew.'],
  fields: [
    addressField('baseUrl', 'Address', 'Of its admin API, e.g. https://flows.corp.example/admin'),
    secretField('token', 'Access token', 'Of a user with the permissions below'),
    linesField('flows', 'Flows', 'identity = flow id, one a line'),
  ],
  leastPrivilege: ['flows.read', 'flows.write: Node-RED knows no lesser right that disables a flow'],
  triedAgainst: 'Node-RED 4.1, with a user that holds flows.read and flows.write and no more.',
  isTried: true,
  open(config, tools) {
    const flows = readPairs(config.values['flows'] ?? '')
    const headers = { authorization: `Bearer ${headerSecret(config, 'token')}`, 'node-red-api-version': 'v2' }
    const path = (aim: Aim) => `/flow/${encodeURIComponent(refText(aim))}`
    return {
      target: httpTarget(addressOf(config, 'baseUrl', tools), headers, tools),
      find: among(flows),
      health: { method: 'GET', path: '/flows' },
      isWell: (answer) => z.object({ rev: z.string() }).safeParse(parseAnswer(answer)).success,
      aim: ({ account }) => {
        const id = flows.get(account)
        const isId = id !== undefined && /^[\w.-]{1,64}$/.test(id) && id !== 'global'
        return Promise.resolve(isId ? { account, ref: id } : { notSetUp: `No flow id is set for ${account}.` })
      },
      change: (aim, way) => ({ method: 'PUT', path: path(aim), body: jsonBody({ disabled: way === 'close' }) }),
      merge: (answer, way) => {
        const flow = Flow.safeParse(parseAnswer(answer))
        return answer.status === 200 && flow.success ? jsonBody({ ...flow.data, disabled: way === 'close' }) : null
      },
      look: (aim) => ({ method: 'GET', path: path(aim) }),
      understand: (answer, { ref }) => {
        if (answer.status === 404) return { kind: 'gone', detail: `${WHO} has no such flow any more.` }
        const flow = Flow.safeParse(parseAnswer(answer))
        if (answer.status !== 200 || !flow.success || flow.data.id !== ref) return null
        const isClosed = flow.data.disabled === true
        return {
          kind: 'known',
          isClosed,
          containment: isClosed ? 'contained' : 'not-contained',
          detail: `The flow is ${isClosed ? 'disabled' : 'enabled'}.`,
          mark: digestText(canonicalJson(flow.data as Json)),
        }
      },
    }
  },
})
