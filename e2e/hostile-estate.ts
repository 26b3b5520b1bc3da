import fs from 'node:fs'
import path from 'node:path'
import { type Caller, callAs, deliver } from './caller.ts'
import type { RunningGateway } from './gateway.ts'
import { HOSTILE, HOSTILE_WORDS, LOOK_ALIKES, poison } from './hostile-words.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../mocks/fixtures')

/** An identity of the sample that the built-in twin knows, so that a plan for it can be proposed and carried out. */
export const TARGET = { id: 'id_sample_test_user', accessKeyId: 'AKIAV3XK7QN2M5RTPL6D' }

/** What a record of the format needs as it is, by the path of each value; everything else is poisoned. */
const KEEP = {
  guardduty:
    /^\/(id|arn|type|accountId|severity|updatedAt|createdAt|service\/(serviceName|detectorId|eventFirstSeen|eventLastSeen)|resource\/accessKeyDetails\/(accessKeyId|userType))$/,
  webhook: /^\/(action|alert\/(created_at|number|secret_type|state)|repository\/(id|node_id|full_name))$/,
  cloudtrail: /^\/(eventVersion|eventSource|eventName|eventTime|eventID|userIdentity\/(type|accessKeyId))$/,
  falco: /^\/(rule|time|priority)$/,
  wiz: /^\/(id|severity|status|type|createdAt|updatedAt|statusChangedAt)$/,
}

/**
 * Fills a gateway with what an attacker, or a careless person, can put into it: poisoned records of five formats, one that
 * cannot be read, an identity whose every free text is hostile, and two identities whose names look alike.
 */
export async function fillWithHostility(gateway: RunningGateway): Promise<void> {
  const ivo = await callAs(gateway, 'pe_sample_ivo')
  const source = { name: `${HOSTILE.image} ${HOSTILE.reversed}`, format: 'auto' }
  const { token } = await ivo.ask<{ token: string }>('POST', '/api/sources', source)
  const asSource = { Authorization: `Bearer ${token}` }
  await importHostileIdentities(ivo)

  const today = new Date().toISOString()
  const guardDuty = read('guardduty/aws-samples-iam-finding.json')
  const findings = [
    poison(
      {
        ...guardDuty,
        updatedAt: today,
        resource: {
          ...(guardDuty['resource'] as object),
          accessKeyDetails: {
            accessKeyId: TARGET.accessKeyId,
            userType: 'IAMUser',
            userName: 'test-user',
            principalId: 'x',
          },
        },
        service: { ...(guardDuty['service'] as object), additionalInfo: {}, userAgent: 'agent' },
        title: 'Recon',
      },
      KEEP.guardduty,
    ),
    // One finding a word, with the word as its title: whoever escapes from a row is seen beside rows that do not.
    ...HOSTILE_WORDS.map((word, i) => ({
      ...guardDuty,
      id: `hostile-${i}`,
      arn: `arn:aws:guardduty:us-east-1:123456789012:detector/x/finding/hostile-${i}`,
      updatedAt: today,
      title: word,
      description: word,
      resource: { accessKeyDetails: { accessKeyId: `AKIAHOSTILE${i}`, userType: 'IAMUser', userName: `user ${word}` } },
    })),
  ]
  await opened(ivo, 'guardduty', findings, asSource)
  const webhook = read('github/webhooks/secret_scanning_alert.reopened.json')
  const secret = { ...(webhook['alert'] as object), html_url: HOSTILE.code, validity: 'active', created_at: today }
  await opened(ivo, 'github-webhook', [poison({ ...webhook, alert: secret }, KEEP.webhook)], {
    ...asSource,
    'X-GitHub-Event': 'secret_scanning_alert',
  })
  const stopped = lines('cloudtrail/invictus-story.ndjson').find(({ eventName }) => eventName === 'StopLogging')
  await opened(
    ivo,
    'cloudtrail',
    [poison({ ...stopped, userIdentity: { ...TARGET, type: 'IAMUser' } }, KEEP.cloudtrail)],
    asSource,
  )
  await opened(ivo, 'falco', [poison(lines('falco/falco-website-alerts.ndjson')[0]?.['event'], KEEP.falco)], asSource)
  await opened(
    ivo,
    'wiz-issue',
    [poison(lines('vendor-alerts/panther-wiz-issues.ndjson')[0]?.['event'], KEEP.wiz)],
    asSource,
  )

  // What cannot be read stands among the dead letters, with its first bytes to look at.
  await deliver(
    ivo,
    'guardduty',
    [{ id: HOSTILE.image, title: HOSTILE.script }, `{"broken": "${HOSTILE.frame} ${HOSTILE.reversed}`],
    asSource,
  )
}

async function importHostileIdentities(caller: Caller): Promise<void> {
  const { identity } = await caller.ask<{ identity: { kind: string; names: readonly unknown[] } }>(
    'GET',
    `/api/identities/${TARGET.id}`,
  )
  const hostile = {
    id: TARGET.id,
    kind: identity.kind,
    names: identity.names,
    name: `svc ${HOSTILE.image} ${HOSTILE.reversed}`,
    description: `${HOSTILE.banner} ${HOSTILE.template} ${HOSTILE.style}`,
    technicalOwner: HOSTILE.vector,
    businessOwner: HOSTILE.banner.slice(0, 100),
    workload: HOSTILE.brokenCode,
    account: HOSTILE.code,
    trustDomain: HOSTILE.data,
    grants: [HOSTILE.frame, HOSTILE.terminal.replaceAll('\u0000', ''), HOSTILE.combining.slice(0, 200)],
    dependencies: [HOSTILE.image, HOSTILE.reversed, HOSTILE.wide.slice(0, 200)].map((name, i) => ({
      id: `dp_hostile_${i}`,
      via: 'identity',
      viaId: null,
      consumer: {
        id: `co_hostile_${i}`,
        name,
        kind: HOSTILE.vector,
        team: HOSTILE.script,
        criticality: 3,
        recovery: i === 0 ? 'manual' : 'self',
        recoverySeconds: 60,
        standsFor: 1,
        consequence: HOSTILE.banner,
      },
    })),
  }
  const twins = LOOK_ALIKES.map((name) => ({
    name,
    kind: 'service-account',
    names: [{ kind: 'user-name', value: name }],
  }))
  const { refused } = await caller.ask<{ refused: readonly unknown[] }>(
    'POST',
    '/api/identities/import?format=ndjson',
    [hostile, ...twins].map((line) => JSON.stringify(line)).join('\n'),
    { 'Content-Type': 'application/x-ndjson' },
  )
  if (refused.length > 0) throw new Error(`The import refused ${JSON.stringify(refused)}`)
}

async function opened(...delivery: Parameters<typeof deliver>): Promise<void> {
  const report = await deliver(...delivery)
  if (report.refused > 0 || report.alertsOpened === 0) {
    throw new Error(`${delivery[1]} opened no alert or was refused: ${JSON.stringify(report)}`)
  }
}

function read(file: string): Record<string, unknown> {
  return JSON.parse(fs.readFileSync(path.join(FIXTURES, file), 'utf8')) as Record<string, unknown>
}

function lines(file: string): readonly Record<string, unknown>[] {
  const text = fs.readFileSync(path.join(FIXTURES, file), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
