/** Vendor records as small as their formats accept, for tests that are not about the vendor. */

export const ACCOUNT = '111122223333'
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/report-runner`

/**
 * A CloudTrail event of the session of an instance's role, taking stock from outside: `stolen-instance-role` fires, and
 * `instance-session-elsewhere` too where the instance was seen before.
 */
export function stolenRoleEvent(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return cloudTrailEvent(id, { eventName: 'GetCallerIdentity', sourceIPAddress: '198.51.100.7', ...more })
}

/** A calm event of the same role: nothing fires. */
export function cloudTrailEvent(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.08',
    eventID: id,
    eventName: 'PutObject',
    eventSource: 'sts.amazonaws.com',
    eventTime: '2026-03-02T08:30:00Z',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '10.0.0.5',
    userAgent: 'aws-cli/2.9',
    recipientAccountId: ACCOUNT,
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLEREPORT0001:i-0dbc91f429e48eeed',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/report-runner/i-0dbc91f429e48eeed`,
      accountId: ACCOUNT,
      accessKeyId: 'ASIAEXAMPLE000000001',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAEXAMPLEREPORT0001',
          arn: ROLE,
          accountId: ACCOUNT,
          userName: 'report-runner',
        },
        attributes: { creationDate: '2026-03-02T08:00:00Z', mfaAuthenticated: 'false' },
      },
    },
    ...more,
  }
}

/** A GuardDuty finding about an access key; `count` and `seen` make it a later version of itself. */
export function guardDutyFinding(
  id: string,
  more: { count?: number; seen?: string; title?: string; severity?: number; archived?: boolean; user?: string } = {},
): Record<string, unknown> {
  const seen = more.seen ?? '2026-03-02T08:00:00Z'
  return {
    schemaVersion: '2.0',
    id,
    arn: `arn:aws:guardduty:eu-west-1:${ACCOUNT}:detector/12abc34d567e8fa901bc2d34e56789f0/finding/${id}`,
    type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
    accountId: ACCOUNT,
    region: 'eu-west-1',
    partition: 'aws',
    severity: more.severity ?? 5,
    title: more.title ?? 'API was invoked from a malicious IP',
    description: 'An API was invoked from an address on a threat list.',
    createdAt: '2026-03-02T07:00:00Z',
    updatedAt: seen,
    resource: {
      resourceType: 'AccessKey',
      accessKeyDetails: {
        accessKeyId: `AKIA-${more.user ?? 'svc-billing'}`,
        principalId: `AIDA-${more.user ?? 'svc-billing'}`,
        userType: 'IAMUser',
        userName: more.user ?? 'svc-billing',
      },
    },
    service: {
      serviceName: 'guardduty',
      detectorId: '12abc34d567e8fa901bc2d34e56789f0',
      count: more.count ?? 1,
      archived: more.archived ?? false,
      resourceRole: 'TARGET',
      eventFirstSeen: '2026-03-02T07:00:00Z',
      eventLastSeen: seen,
      action: { actionType: 'AWS_API_CALL', awsApiCallAction: { api: 'ListBuckets', serviceName: 's3.amazonaws.com' } },
    },
  }
}

export function ndjson(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

export async function gzip(bytes: Uint8Array | string): Promise<Uint8Array> {
  const stream = new Blob([typeof bytes === 'string' ? bytes : bytes.slice()])
    .stream()
    .pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
