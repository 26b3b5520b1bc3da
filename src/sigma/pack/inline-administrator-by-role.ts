/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Everything was allowed in a policy of one’s own by a role
name: inline-administrator-by-role
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e36
status: test
description: |
  A policy that allows every action on every resource was written into an identity, instead of attaching the well-
  known one: the same right, and reviews that look for AdministratorAccess do not see it. What is held here is a
  session, not a lasting key.
tags: [attack.privilege-escalation, attack.persistence, attack.t1098.003]
logsource: {product: aws, service: cloudtrail}
detection:
  writes:
    eventSource: iam.amazonaws.com
    eventName: [PutUserPolicy, PutGroupPolicy, PutRolePolicy, CreatePolicy, CreatePolicyVersion]
  every_action:
    requestParameters.policyDocument|re: '"Action"\\s*:\\s*\\[?\\s*"(\\*|iam:\\*)"'
  every_resource:
    requestParameters.policyDocument|re: '"Resource"\\s*:\\s*\\[?\\s*"\\*"'
  denies:
    requestParameters.policyDocument|re: '"Effect"\\s*:\\s*"Deny"'
  by_role:
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  condition: by_role and writes and every_action and every_resource and not denies and not filter_refused
falsepositives: ['Set-up of a new account by infrastructure as code']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 75
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, session-list, source-records]
  frameworks: ['NHI5:2025', PR.AA-05]
`
