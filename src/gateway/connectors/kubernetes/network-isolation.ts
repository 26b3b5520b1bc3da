import * as z from 'zod'
import { addressField, type ConnectorKind, linesField, secretField } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { among, httpKind } from '../target/http-kind.ts'
import { readPairs } from '../target/http-switch.ts'
import { addressOf, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import { type Aim, refText } from '../target/switch-connector.ts'

const WHO = 'The Kubernetes API'
const Policy = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string(), uid: z.string(), generation: z.number().optional() }),
  spec: z.object({
    podSelector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    policyTypes: z.array(z.string()),
    ingress: z.array(z.unknown()).optional(),
    egress: z.array(z.unknown()).optional(),
  }),
})

/** `namespace/app label`, names as Kubernetes allows them. */
const WORKLOAD = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/[A-Za-z0-9]([\w.-]{0,39}[A-Za-z0-9])?$/

/** Cuts the pods of a workload off the network by a NetworkPolicy that lets nothing in and nothing out, while they run on as evidence. */
export const KUBERNETES_NETWORK: ConnectorKind = httpKind({
  id: 'kubernetes-network',
  title: 'Kubernetes network isolation',
  purpose: 'Cuts the pods of a workload off the network by a policy of its own, and takes that policy away again.',
  who: WHO,
  closes: 'workload',
  survives: [
    'Everything, where the network of the cluster does not enforce policies: the policy then only stands there.',
    'Connections that were open, with some network plugins; pods on the network of their node; what another policy lets through.',
  ],
  fields: [
    addressField('baseUrl', 'API server', 'e.g. https://k8s.corp.example:6443'),
    secretField('token', 'Service account token', 'Bound, of an account with the rights below'),
    linesField('workloads', 'Workloads', 'identity = namespace/value of the label app, one a line'),
  ],
  leastPrivilege: ['get, create and delete on networkpolicies.networking.k8s.io, by a Role in each namespace'],
  triedAgainst: 'Answers as the Kubernetes API reference shows them (networking.k8s.io/v1).',
  isTried: false,
  open(config, tools) {
    const workloads = readPairs(config.values['workloads'] ?? '')
    const headers = { authorization: `Bearer ${headerSecret(config, 'token')}` }
    const target = httpTarget(addressOf(config, 'baseUrl', tools), headers, tools)
    const parts = (aim: Aim) => {
      const [namespace = '', app = ''] = refText(aim).split('/')
      const name = `sluicegate-${app.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-')}`
      return { namespace, app, name, path: `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies` }
    }
    return {
      target,
      find: among(workloads),
      health: { method: 'GET', path: '/version' },
      aim: ({ account }) => {
        const workload = workloads.get(account) ?? ''
        const notSetUp = `No workload is set for ${account} as namespace/app.`
        return Promise.resolve(WORKLOAD.test(workload) ? { account, ref: workload } : { notSetUp })
      },
      change: (aim, way) => {
        const { namespace, app, name, path } = parts(aim)
        if (way === 'open') return { method: 'DELETE', path: `${path}/${name}` }
        const spec = { podSelector: { matchLabels: { app } }, policyTypes: ['Ingress', 'Egress'] }
        const metadata = { name, namespace }
        const kind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' }
        return { method: 'POST', path, body: jsonBody({ ...kind, metadata, spec }) }
      },
      look: (aim) => {
        const { name, path } = parts(aim)
        return { method: 'GET', path: `${path}/${name}` }
      },
      understand: (answer, aim) => {
        const { namespace, app, name } = parts(aim)
        if (answer.status === 404) return reading(false, 'No policy of ours stands there.', null)
        const read = Policy.safeParse(parseAnswer(answer))
        if (answer.status !== 200 || !read.success) return null
        const { metadata, spec } = read.data
        if (metadata.name !== name || metadata.namespace !== namespace) return null
        const types = spec.policyTypes.toSorted().join()
        const isWhole =
          types === 'Egress,Ingress' &&
          (spec.ingress?.length ?? 0) + (spec.egress?.length ?? 0) === 0 &&
          Object.keys(spec.podSelector.matchLabels).join() === 'app' &&
          spec.podSelector.matchLabels['app'] === app
        const mark = `${metadata.uid}/${metadata.generation ?? 0}`
        return isWhole
          ? reading(true, `The policy ${name} lets nothing in and nothing out for app=${app}.`, mark)
          : reading(false, `The policy ${name} stands there and is not as we write it: somebody changed it.`, mark)
      },
    }
  },
})

/** A policy that stands says what shall be, and the API cannot tell whether the network enforces it: never more than half. */
function reading(isClosed: boolean, detail: string, mark: string | null) {
  const containment = isClosed ? ('new-sessions-only' as const) : ('not-contained' as const)
  return { kind: 'known' as const, isClosed, containment, detail, mark }
}
