/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Administrator rights given by a role
name: new-administrator-by-role
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e24
status: test
description: |
  AdministratorAccess, IAMFullAccess or PowerUserAccess is attached to a user, group or role. The one who attaches it is
  the identity in question, and what it holds is a session: whoever can do this can do anything.
tags: [attack.privilege-escalation, attack.persistence, attack.t1098.003]
logsource: {product: aws, service: cloudtrail}
detection:
  attaches:
    eventSource: iam.amazonaws.com
    eventName: [AttachUserPolicy, AttachGroupPolicy, AttachRolePolicy]
    requestParameters.policyArn|endswith:
      - ':policy/AdministratorAccess'
      - ':policy/IAMFullAccess'
      - ':policy/PowerUserAccess'
  by_role:
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  condition: by_role and attaches and not filter_refused
falsepositives: ['Set-up of a new account by infrastructure as code']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 80
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, session-list, source-records]
  frameworks: ['NHI5:2025', PR.AA-05]
`
