/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Administrator rights given to an identity
name: new-administrator
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e03
status: test
description: |
  AdministratorAccess, IAMFullAccess or PowerUserAccess is attached to a user, group or role. The one who attaches it is
  the identity in question: whoever can do this can do anything.
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
  filter_refused:
    errorCode|exists: true
  filter_role:
    userIdentity.type: AssumedRole
  condition: attaches and not 1 of filter_*
falsepositives: ['Set-up of a new account by infrastructure as code']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 80
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, credential-metadata, source-records]
  frameworks: ['NHI5:2025', PR.AA-05]
`
