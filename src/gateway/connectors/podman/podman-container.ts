import * as z from 'zod'
import type { Json } from '../../../domain/json/json.ts'
import type { Execution } from '../connector.ts'
import { addressField, type ConnectorKind, linesField, secretField } from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, parseAnswer } from '../outbound/read-answer.ts'
import { among, SWITCHED } from '../target/http-kind.ts'
import { healthBy, readPairs } from '../target/http-switch.ts'
import { addressOf, type HttpTarget, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import {
  type Aim,
  createSwitch,
  type Reading,
  type SwitchDriver,
  unreadableAnswer,
  unreadableFault,
} from '../target/switch-connector.ts'

const WHO = 'Podman'
const API = '/v4.0.0/libpod'
const [CLOSE, OPEN] = SWITCHED.workload

const Container = z.object({
  Id: z.string().regex(/^[0-9a-f]{64}$/),
  Name: z.string(),
  State: z.object({ Status: z.string() }),
  HostConfig: z.object({ NetworkMode: z.string() }),
  NetworkSettings: z.object({
    Networks: z.record(z.string(), z.object({ Aliases: z.array(z.string()).nullish() })).nullish(),
  }),
})
type Container = z.infer<typeof Container>

const Ref = z.object({
  id: z.string(),
  /** Those it is cut from, with the names that it answers to there besides its own. */
  networks: z.array(z.object({ name: z.string(), aliases: z.array(z.string()) })),
})
type Ref = z.infer<typeof Ref>

/**
 * Takes a container off all its networks and puts it back. Its process goes on, with its memory and files as evidence. A
 * container without a network of its own (the host’s, another container’s) cannot be cut off this way and is refused.
 */
export const PODMAN_CONTAINER: ConnectorKind = {
  id: 'podman-container',
  title: 'Podman container',
  purpose: 'Takes a container off its networks while its process is kept, and puts it back.',
  actions: SWITCHED.workload,
  fields: [
    addressField('baseUrl', 'Address', 'Of the proxy before Podman’s API, e.g. https://node7.corp.example:8443'),
    secretField('token', 'Access token', 'The proxy asks for it: Podman’s own API knows no accounts'),
    linesField('containers', 'Containers', 'identity = container name, one a line'),
  ],
  leastPrivilege: [
    'At the proxy: GET containers/*/json and _ping, POST networks/*/connect and disconnect, and nothing else. Podman’s API itself lets whoever reaches it do everything',
  ],
  triedAgainst:
    'Podman 4.3 with netavark and runc (Debian 12), behind a proxy that lets these calls through and no more.',
  isTried: true,
  create(config, tools) {
    const containers = readPairs(config.values['containers'] ?? '')
    const authorization = `Bearer ${headerSecret(config, 'token')}`
    const target = httpTarget(addressOf(config, 'baseUrl', tools), { authorization }, tools)
    return createSwitch({
      title: config.name,
      verifyWithinMs: 30_000,
      undoSeconds: 30,
      drivers: [containerSwitch(target, containers)],
      find: among(containers),
      health: (signal) => healthBy(target, WHO, { method: 'GET', path: `${API}/_ping` }, signal),
    })
  },
}

function containerSwitch(target: HttpTarget, containers: ReadonlyMap<string, string>): SwitchDriver {
  return {
    close: CLOSE,
    open: OPEN,
    survives: ['Its process, on purpose, and what it reaches without a network: sockets and folders of the host.'],
    undoCannotRestore: [],
    aim: async ({ account }, signal) => {
      const name = containers.get(account) ?? ''
      if (!/^[a-zA-Z0-9][\w.-]{0,127}$/.test(name)) return { notSetUp: `No container is set for ${account}.` }
      const answer = await target.ask('GET', containerPath(name), signal).catch(() => null)
      const found = answer === null ? null : containerOf(answer)
      // Podman also takes the beginning of an id for a name.
      if (found?.Name !== name) return `${WHO} knows no container ${name}, or did not answer.`
      const mode = found.HostConfig.NetworkMode
      if (mode !== 'bridge') return `${name} uses the network of something else (${mode}): cut that off instead.`
      const networks = networksOf(found)
      return networks.length === 0 ? `${name} is on no network.` : { account, ref: { id: found.Id, networks } }
    },
    describe: (aim, way) => ({ calls: callsOf(refOf(aim), way) as unknown as Json }),
    read: async (aim, signal) => {
      try {
        return readingOf(await target.ask('GET', containerPath(refOf(aim).id), signal), refOf(aim))
      } catch (error) {
        return unreadableFault(error, WHO)
      }
    },
    send: async (aim, way, signal) => {
      try {
        return await sending(target, refOf(aim), way, signal)
      } catch (error) {
        return brokenExecution(error, WHO)
      }
    },
  }
}

/** Only what is still to do is sent: a network that it left already is answered like one that it never was on. */
async function sending(target: HttpTarget, ref: Ref, way: 'close' | 'open', signal: AbortSignal): Promise<Execution> {
  const answer = await target.ask('GET', containerPath(ref.id), signal)
  const container = containerOf(answer)
  if (container === null) return { kind: 'unknown', reason: `${WHO} answered ${answer.status} and no container.` }
  const now = new Set(networksOf(container).map(({ name }) => name))
  const strange = [...now].find((name) => !ref.networks.some((network) => network.name === name))
  if (strange !== undefined) {
    return { kind: 'refused', reason: `It was put on the network ${strange} since this was approved.` }
  }
  const networks = ref.networks.filter(({ name }) => now.has(name) === (way === 'close'))
  for (const { path, body } of callsOf({ ...ref, networks }, way)) {
    const done = await target.ask('POST', path, signal, jsonBody(body))
    // Somebody else was first, which reading back will tell.
    if (done.status === 404 && way === 'close') continue
    const execution = executionOf(done, WHO)
    if (execution.kind !== 'accepted') return execution
  }
  return { kind: 'accepted', detail: `${WHO} carried it out.` }
}

function callsOf({ id, networks }: Ref, way: 'close' | 'open') {
  return networks.map(({ name, aliases }) => {
    const path = `${API}/networks/${encodeURIComponent(name)}/${way === 'close' ? 'disconnect' : 'connect'}`
    return { method: 'POST', path, body: way === 'close' ? { Container: id, Force: true } : { container: id, aliases } }
  })
}

function readingOf(answer: Delivered, { networks }: Ref): Reading {
  if (answer.status === 404) return { kind: 'gone', detail: `${WHO} has no such container any more.` }
  const container = containerOf(answer)
  if (container === null) return unreadableAnswer(answer, WHO)
  const now = networksOf(container).map(({ name }) => name)
  const isClosed = now.length === 0
  return {
    kind: 'known',
    isClosed,
    isOpen: networks.every(({ name }) => now.includes(name)),
    containment: isClosed ? 'contained' : 'not-contained',
    detail: `It is ${isClosed ? 'on no network' : `on ${now.join(', ')}`}; its state is ${container.State.Status}.`,
    mark: null,
  }
}

function containerOf(answer: Delivered): Container | null {
  const read = Container.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
  return read.success ? read.data : null
}

/** In one order, so that the same container always makes the same request. The short id is an alias that Podman adds itself. */
function networksOf({ Id, NetworkSettings: { Networks } }: Container): Ref['networks'] {
  return Object.entries(Networks ?? {})
    .map(([name, { Aliases }]) => ({ name, aliases: (Aliases ?? []).filter((alias) => alias !== Id.slice(0, 12)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function refOf({ ref }: Aim): Ref {
  return Ref.parse(ref)
}

function containerPath(nameOrId: string): string {
  return `${API}/containers/${encodeURIComponent(nameOrId)}/json`
}
