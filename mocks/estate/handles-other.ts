import { keyOf } from './describe.ts'
import type { HandleDraft, Handled } from './handles.ts'

const COMPANY = 'northharbour'
const SECRET_TYPES = ['aws_access_key_id', 'slack_api_token', 'stripe_api_key', 'npm_access_token', 'datadog_api_key']

export function kubernetesAccount({ random, stem, team, environment }: HandleDraft): Handled {
  const cluster = `${environment}-eu-${random.between(1, 3)}`
  const pod = `${stem}-${random.hex(5)}`
  return {
    handle: { platform: 'kubernetes', cluster, namespace: team.word, name: stem, pod },
    kind: 'service-account',
    name: `${team.word}/${stem}`,
    names: [
      ['service-account', `system:serviceaccount:${team.word}:${stem}`],
      ['host', pod],
    ],
    credentials: [],
    account: cluster,
    trustDomain: `cluster:${cluster}`,
    agent: null,
  }
}

export function googleAccount({ random, stem, team, environment, ageDays, now }: HandleDraft): Handled {
  const project = `${COMPANY}-${team.word}-${environment}`
  const email = `${stem}@${project}.iam.gserviceaccount.com`
  const keyName = `//iam.googleapis.com/projects/${project}/serviceAccounts/${email}/keys/${random.hex(40)}`
  return {
    handle: { platform: 'gcp', project, email, keyName },
    kind: 'service-account',
    name: email,
    names: [['email', email]],
    credentials: [keyOf(now, keyName, 'secret', ageDays)],
    account: project,
    trustDomain: `gcp:${project}`,
    agent: null,
  }
}

export function githubSecret({ random, index, stem, team, purpose, ageDays, now }: HandleDraft): Handled {
  const repository = `${COMPANY}/${team.word}-${purpose}`
  const number = 1_000 + index
  const secretType = random.pick(SECRET_TYPES)
  const path = `${repository}/security/secret-scanning/${number}`
  return {
    handle: { platform: 'github-secret', repository, repositoryId: 700_000_000 + index, number, secretType },
    kind: 'api-key',
    name: `${secretType.replaceAll('_', ' ')} of ${stem}`,
    names: [['other', path]],
    credentials: [keyOf(now, path, 'secret', ageDays)],
    account: COMPANY,
    trustDomain: `github:${COMPANY}`,
    agent: null,
  }
}

export function githubApp({ index, stem }: HandleDraft): Handled {
  const slug = `${stem}-app`
  const appId = 400_000 + index
  const installationId = 52_000_000 + index
  return {
    handle: { platform: 'github-app', slug, appId, installationId },
    kind: 'oauth-app',
    name: slug,
    names: [
      ['app-id', String(appId)],
      ['object-id', String(installationId)],
      ['user-name', `${slug}[bot]`],
    ],
    credentials: [],
    account: COMPANY,
    trustDomain: `github:${COMPANY}`,
    agent: null,
  }
}

export function oktaToken({ random, stem, ageDays, now }: HandleDraft): Handled {
  const tokenId = `00T${random.code(17)}`
  const name = `${stem} token`
  return {
    handle: { platform: 'okta-token', tokenId, name },
    kind: 'api-key',
    name,
    names: [['token-id', tokenId]],
    credentials: [keyOf(now, tokenId, 'token', ageDays)],
    account: `${COMPANY}.okta.com`,
    trustDomain: `okta:${COMPANY}`,
    agent: null,
  }
}

export function aiKey({ random, stem, ageDays, now }: HandleDraft): Handled {
  const keyId = `key-${random.hex(18)}`
  const name = `${stem} key`
  return {
    handle: { platform: 'ai-key', keyId, name },
    kind: 'api-key',
    name,
    names: [['token-id', keyId]],
    credentials: [keyOf(now, keyId, 'token', ageDays)],
    account: 'OpenAI',
    trustDomain: `openai:${COMPANY}`,
    agent: null,
  }
}
