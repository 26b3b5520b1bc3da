/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Credentials of an EC2 instance used from elsewhere
name: instance-session-elsewhere
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e43
status: test
description: |
  The session that an EC2 instance got for its role was used from one network and now comes from another. The instance
  did not move: somebody copied its credentials. An instance that gets another public address starts a new session
  soon, but may look the same for an hour.
tags: [attack.credential-access, attack.t1552.005, attack.t1550.001, attack.t1078.004]
logsource: {product: aws, service: cloudtrail}
detection:
  session_of_instance:
    userIdentity.type: AssumedRole
    userIdentity.arn|contains: ':assumed-role/*/i-'
    userIdentity.accessKeyId|startswith: ASIA
  moved:
    session.kind: instance
    session.at_origin: false
  filter_service:
    - userIdentity.invokedBy|exists: true
    - sourceIPAddress|endswith: amazonaws.com
    - sourceIPAddress: AWS Internal
  filter_agent:
    userAgent|contains: [amazon-ssm-agent, amazon-cloudwatch-agent]
  condition: session_of_instance and moved and not 1 of filter_*
falsepositives: ['An address that was moved to another instance','A VPC endpoint that was added while the session lived']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 88
  playbook: stolen-session
  subject: actor
  includes: [stolen-instance-role]
  scope: {kinds: [cloud-role]}
  automation: {allowed: true, threshold: 80, stepsPerHour: 3}
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI6:2025', ZTA tenet 6, DE.AE-03, RS.MI-01]
`
