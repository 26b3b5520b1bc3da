import * as z from 'zod'
import { addressField, type ConnectorKind, linesField, secretField, textField } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { among, httpKind } from '../target/http-kind.ts'
import { onlyOne, readLines } from '../target/http-switch.ts'
import { addressOf, headerSecret, httpTarget } from '../target/http-target.ts'
import { type Aim, refText } from '../target/switch-connector.ts'

const WHO = 'Unleash'
const Feature = z.object({
  name: z.string(),
  archived: z.boolean().optional(),
  environments: z.array(z.object({ name: z.string(), enabled: z.boolean(), lastChangedAt: z.string().optional() })),
})

/** Takes a tool from an agent by the feature flag behind which it stands: off in one environment, read back from the flag. */
export const UNLEASH_FLAG: ConnectorKind = httpKind({
  id: 'unleash-flag',
  title: 'Unleash flag',
  purpose: 'Switches the feature flag of an agent’s tool off and on in one environment.',
  who: WHO,
  closes: 'tool',
  survives: [
    'Calls of the tool that are under way, and clients until they ask for flags again (15 seconds as they are shipped).',
    'Clients that cannot reach Unleash: they go by what they heard last.',
  ],
  fields: [
    addressField('baseUrl', 'Address', 'e.g. https://flags.corp.example'),
    secretField('token', 'API token', 'Of a service account with the permissions below'),
    textField('project', 'Project', 'default if left empty', 'optional'),
    textField('environment', 'Environment', 'e.g. production'),
    textField('prefix', 'Before the tool’s name', 'A flag is called this and the tool, e.g. tool.', 'optional'),
    linesField('agents', 'Agents', 'Identities whose tools have flags, one a line'),
  ],
  leastPrivilege: ['Read the project', 'UPDATE_FEATURE_ENVIRONMENT in that one environment'],
  triedAgainst:
    'Unleash 7.5 (open source), with an admin token: roles by environment are of its paid edition, not tried.',
  isTried: true,
  open(config, tools) {
    const text = (field: string) => (config.values[field] ?? '').trim()
    const environment = text('environment')
    const base = `/api/admin/projects/${encodeURIComponent(text('project') || 'default')}/features`
    const path = (aim: Aim) => `${base}/${encodeURIComponent(refText(aim))}`
    const agents = new Set(readLines(config.values['agents'] ?? ''))
    const target = httpTarget(
      addressOf(config, 'baseUrl', tools),
      { authorization: headerSecret(config, 'token') },
      tools,
    )
    return {
      target,
      find: among(agents),
      health: { method: 'GET', path: base },
      aim: async ({ account, tools: names }, signal) => {
        if (!agents.has(account)) return `${account} is not among the agents of this connector.`
        const only = onlyOne(names, 'tool')
        if (typeof only === 'string' || 'notSetUp' in only) return only
        const aim = { account, ref: `${text('prefix')}${only.one}` }
        // Names with more than these characters are none of Unleash's, and in a path some would lead elsewhere.
        if (!/^[\w.~-]{1,100}$/.test(aim.ref) || /^\.+$/.test(aim.ref)) return `No flag can be called ${aim.ref}.`
        const answer = await target.ask('GET', path(aim), signal).catch(() => null)
        return answer?.status === 200 ? aim : `${WHO} knows no flag ${aim.ref}, or did not answer.`
      },
      change: (aim, way) => ({
        method: 'POST',
        path: `${path(aim)}/environments/${encodeURIComponent(environment)}/${way === 'close' ? 'off' : 'on'}`,
      }),
      look: (aim) => ({ method: 'GET', path: path(aim) }),
      understand: (answer, { ref }) => {
        if (answer.status === 404) return { kind: 'gone', detail: `${WHO} knows no such flag any more.` }
        const feature = Feature.safeParse(parseAnswer(answer))
        if (answer.status !== 200 || !feature.success || feature.data.name !== ref) return null
        const here = feature.data.environments.find(({ name }) => name === environment)
        if (here === undefined) return null
        const isClosed = !here.enabled
        return {
          kind: 'known',
          isClosed,
          containment: isClosed ? 'contained' : 'not-contained',
          detail: `The flag is ${isClosed ? 'off' : 'on'} in ${environment}.`,
          mark: here.lastChangedAt ?? null,
        }
      },
    }
  },
})
