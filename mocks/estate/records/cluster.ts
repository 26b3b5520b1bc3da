import type { Json } from '../../../src/domain/json/json.ts'
import { iso, type Occasion, outsideAddress } from './shared.ts'

/** A Falco alert. The same rule on the same subject again is the same alert, whatever the moment. */
export function falcoAlert({ handle, random, at }: Occasion<'kubernetes'>): Json {
  const subject = `system:serviceaccount:${handle.namespace}:${handle.name}`
  const hostname = `falco-${handle.cluster}`
  const nanoseconds = `${iso(at).slice(0, 23)}000000Z`
  if (random.chance(0.55)) {
    const target = random.pick(['configmaps', 'secrets', 'pods', 'deployments'])
    return {
      hostname,
      output: `${iso(at).slice(11, 23)}000000: Warning K8s Operation performed by user not in allowed list of users (user=${subject} target=${target} verb=get resp=200)`,
      output_fields: {
        'evt.time': at * 1_000_000,
        'ka.response.code': '200',
        'ka.target.name': `${handle.name}-${target}`,
        'ka.target.namespace': handle.namespace,
        'ka.target.resource': target,
        'ka.user.name': subject,
        'ka.verb': 'get',
      },
      priority: 'Warning',
      rule: 'Disallowed K8s User',
      source: 'k8s_audit',
      tags: ['k8s'],
      time: nanoseconds,
    }
  }
  const [rule, priority, tags] = random.pick([
    ['Terminal shell in container', 'Notice', ['T1059', 'container', 'mitre_execution', 'shell']],
    ['Contact K8S API Server From Container', 'Notice', ['T1565', 'container', 'k8s', 'mitre_discovery', 'network']],
    ['Read sensitive file untrusted', 'Warning', ['T1555', 'container', 'filesystem', 'mitre_credential_access']],
    ['Drop and execute new binary in container', 'Critical', ['TA0003', 'container', 'process']],
  ] as const)
  return {
    hostname,
    output: `${iso(at).slice(11, 23)}000000: ${priority} ${rule} (user=root k8s.ns=${handle.namespace} k8s.pod=${handle.pod})`,
    output_fields: {
      'container.id': random.hex(12),
      'container.image.repository': `registry.example.net/${handle.namespace}/${handle.name}`,
      'evt.time': at * 1_000_000,
      'k8s.ns.name': handle.namespace,
      'k8s.pod.name': handle.pod,
      'proc.name': random.pick(['bash', 'sh', 'curl', 'python3']),
      'user.name': 'root',
    },
    priority,
    rule,
    source: 'syscall',
    tags: [...tags],
    time: nanoseconds,
  }
}

/** A Kubernetes audit event: secrets listed by a workload, or a token minted for its account. */
export function kubernetesEvent({ handle, random, at }: Occasion<'kubernetes'>): Json {
  const isList = random.chance(0.6)
  const username = isList
    ? `system:serviceaccount:${handle.namespace}:${handle.name}`
    : random.pick(['platform-oncall', 'gitops-operator', 'kubernetes-admin'])
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: random.uuid(),
    stage: 'ResponseComplete',
    requestURI: isList
      ? `/api/v1/namespaces/${handle.namespace}/secrets?limit=500`
      : `/api/v1/namespaces/${handle.namespace}/serviceaccounts/${handle.name}/token`,
    verb: isList ? 'list' : 'create',
    user: { username, groups: ['system:authenticated'] },
    sourceIPs: [
      // A pod calls from the cluster's own network; people come from anywhere.
      isList || random.chance(0.7)
        ? `10.42.${random.between(0, 255)}.${random.between(1, 254)}`
        : outsideAddress(random),
    ],
    userAgent: random.pick(['kubectl/v1.30.1', 'Go-http-client/2.0', 'argocd-controller']),
    objectRef: isList
      ? { resource: 'secrets', namespace: handle.namespace, apiVersion: 'v1' }
      : {
          resource: 'serviceaccounts',
          subresource: 'token',
          namespace: handle.namespace,
          name: handle.name,
          apiVersion: 'v1',
        },
    responseStatus: { code: isList ? 200 : 201 },
    requestReceivedTimestamp: `${iso(at).slice(0, 23)}000Z`,
    stageTimestamp: `${iso(at + 12).slice(0, 23)}000Z`,
    annotations: { 'authorization.k8s.io/decision': 'allow', cluster: handle.cluster },
  }
}
