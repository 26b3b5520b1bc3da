import * as z from 'zod'
import { addressField, type ConnectorKind, linesField, secretField } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { among, httpKind } from '../target/http-kind.ts'
import { readPairs } from '../target/http-switch.ts'
import { addressOf, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import { type Aim, refText } from '../target/switch-connector.ts'

const WHO = 'The Kubernetes API'
const CronJob = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string(), generation: z.number().optional() }),
  spec: z.object({ suspend: z.boolean().optional() }),
  status: z.object({ active: z.array(z.unknown()).optional() }).optional(),
})

/** Pauses a pipeline that Kubernetes runs on a schedule: `spec.suspend` by merge patch, read back with its running jobs. */
export const KUBERNETES_CRON_JOB: ConnectorKind = httpKind({
  id: 'kubernetes-cron-job',
  title: 'Kubernetes CronJob',
  purpose: 'Suspends a scheduled job and lets it run again.',
  who: WHO,
  closes: 'pipeline',
  survives: ['Jobs that have started: suspending a schedule ends none of them.'],
  fields: [
    addressField('baseUrl', 'API server', 'e.g. https://k8s.corp.example:6443'),
    secretField('token', 'Service account token', 'Bound, of an account with the rights below'),
    linesField('jobs', 'Jobs', 'identity = namespace/name, one a line'),
  ],
  leastPrivilege: ['get and patch on cronjobs.batch, by a Role in each namespace and by resourceNames'],
  triedAgainst: 'Answers as the Kubernetes API reference shows them (batch/v1).',
  isTried: false,
  open(config, tools) {
    const jobs = readPairs(config.values['jobs'] ?? '')
    const headers = { authorization: `Bearer ${headerSecret(config, 'token')}` }
    const target = httpTarget(addressOf(config, 'baseUrl', tools), headers, tools)
    const path = (aim: Aim) => {
      const [namespace = '', name = ''] = refText(aim).split('/')
      return `/apis/batch/v1/namespaces/${encodeURIComponent(namespace)}/cronjobs/${encodeURIComponent(name)}`
    }
    return {
      target,
      find: among(jobs),
      health: { method: 'GET', path: '/version' },
      aim: ({ account }) => {
        const job = jobs.get(account)
        const isName = job !== undefined && /^[a-z0-9-]{1,63}\/[a-z0-9.-]{1,253}$/.test(job)
        const notSetUp = `No job is set for ${account} as namespace/name.`
        return Promise.resolve(isName ? { account, ref: job } : { notSetUp })
      },
      change: (aim, way) => ({
        method: 'PATCH',
        path: path(aim),
        body: jsonBody({ spec: { suspend: way === 'close' } }, 'application/merge-patch+json'),
      }),
      look: (aim) => ({ method: 'GET', path: path(aim) }),
      understand: (answer, { ref }) => {
        if (answer.status === 404) return { kind: 'gone', detail: `${WHO} knows no such job.` }
        const read = CronJob.safeParse(parseAnswer(answer))
        if (answer.status !== 200 || !read.success) return null
        const { metadata, spec, status } = read.data
        if (`${metadata.namespace}/${metadata.name}` !== ref) return null
        const isClosed = spec.suspend === true
        const running = status?.active?.length ?? 0
        return {
          kind: 'known',
          isClosed,
          containment: isClosed ? (running > 0 ? 'new-sessions-only' : 'contained') : 'not-contained',
          detail: `${isClosed ? 'Suspended' : 'Not suspended'}; ${running} jobs are running.`,
          mark: metadata.generation ?? null,
        }
      },
    }
  },
})
