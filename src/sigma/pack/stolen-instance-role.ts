/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: An EC2 instance's role takes stock of the account
name: stolen-instance-role
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e01
status: test
description: |
  The session of an instance's role asks who it is or what there is, with a tool that is not the instance's own agent
  and not on behalf of an AWS service. Where the instance's credentials have a history and the call comes from where it
  began, that is the instance taking stock, and left out. Without a history this is a suspicion, and its confidence says
  so; that they moved is for the trigger "instance-session-elsewhere".
references: ['https://attack.mitre.org/techniques/T1552/005/']
tags: [attack.credential-access, attack.t1552.005, attack.t1078.004]
logsource: {product: aws, service: cloudtrail}
detection:
  session_of_instance:
    userIdentity.type: AssumedRole
    userIdentity.arn|contains: ':assumed-role/*/i-'
    userIdentity.accessKeyId|startswith: ASIA
  takes_stock:
    eventName:
      - GetCallerIdentity
      - DescribeInstances
      - ListBuckets
      - ListUsers
      - ListRoles
      - ListAttachedRolePolicies
      - GetAccountSummary
      - GetAccountAuthorizationDetails
      - ListSecrets
  filter_service:
    - sourceIPAddress|endswith: amazonaws.com
    - sourceIPAddress: AWS Internal
    - userIdentity.invokedBy|exists: true
  filter_origin:
    session.kind: instance
    session.at_origin: true
    session.history|gte: 3
  filter_agent:
    userAgent|contains:
      - amazon-ssm-agent
      - amazon-cloudwatch-agent
      - aws-internal
      - AWS Internal
  condition: session_of_instance and takes_stock and not 1 of filter_*
falsepositives: ['Inventory tools that run on the instance itself']
level: high
sluicegate:
  version: 2
  threatens: session
  confidence: 68
  playbook: stolen-session
  subject: actor
  scope: {kinds: [cloud-role]}
  automation: {allowed: true, threshold: 60, stepsPerHour: 3}
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI6:2025', ZTA tenet 6, RS.MI-01]
`
