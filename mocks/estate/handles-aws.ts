import { keyOf } from './describe.ts'
import type { HandleDraft, Handled } from './handles.ts'

const ACCOUNTS = ['604182937451', '718290364482', '829473610593', '930581472604']

export function awsUser({ random, stem, ageDays, now }: HandleDraft): Handled {
  const account = random.pick(ACCOUNTS)
  const userName = `svc-${stem}`
  const principalId = `AIDA${random.code(17)}`
  const keyId = `AKIA${random.code(16)}`
  return {
    handle: { platform: 'aws-user', account, userName, principalId, keyId },
    kind: 'service-account',
    name: userName,
    names: [
      ['arn', `arn:aws:iam::${account}:user/${userName}`],
      ['principal-id', principalId],
      ['access-key-id', keyId],
      ['user-name', userName],
    ],
    credentials: [keyOf(now, keyId, 'access-key', ageDays)],
    account,
    trustDomain: `aws:${account}`,
    agent: null,
  }
}

export function awsRole({ random, stem }: HandleDraft): Handled {
  const account = random.pick(ACCOUNTS)
  const roleName = `${stem}-role`
  const principalId = `AROA${random.code(17)}`
  const sessionName = `i-0${random.hex(16)}`
  return {
    handle: { platform: 'aws-role', account, roleName, principalId, sessionName, sessionKey: `ASIA${random.code(16)}` },
    kind: 'cloud-role',
    name: roleName,
    names: [
      ['session-issuer', `arn:aws:iam::${account}:role/${roleName}`],
      ['principal-id', principalId],
      ['user-name', roleName],
    ],
    credentials: [],
    account,
    trustDomain: `aws:${account}`,
    agent: null,
  }
}

export function bedrockAgent({ random, stem }: HandleDraft): Handled {
  const account = random.pick(ACCOUNTS)
  const roleName = `AmazonBedrockExecutionRoleForAgents_${stem.replaceAll('-', '').toUpperCase()}`
  const session = `arn:aws:sts::${account}:assumed-role/${roleName}/BedrockAgents-${stem}`
  return {
    handle: { platform: 'agent', account, session },
    kind: 'ai-agent',
    name: `${stem}-agent`,
    names: [
      ['session-issuer', `arn:aws:iam::${account}:role/${roleName}`],
      ['arn', session],
      ['user-name', roleName],
    ],
    credentials: [],
    account,
    trustDomain: `aws:${account}`,
    agent: {
      approvedTools: ['record_read', 'record_search', 'ticket_write'],
      windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 360, toMinute: 1080 }],
    },
  }
}
