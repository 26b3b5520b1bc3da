/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A function was opened to everybody by a role
name: function-open-to-all-by-role
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e3c
status: test
description: |
  Anybody at all may invoke the function now, and with it everything that its role may do. Public websites go through
  a gateway or name their service instead. What is held here is a session, not a lasting key.
tags: [attack.persistence, attack.t1648]
logsource: {product: aws, service: cloudtrail}
detection:
  opens:
    eventSource: lambda.amazonaws.com
    eventName|startswith: AddPermission
    requestParameters.principal: ['\\*']
  bounded:
    requestParameters.sourceAccount: '?*'
  by_role:
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  condition: by_role and opens and not bounded and not filter_refused
falsepositives: ['A webhook receiver without a gateway']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 65
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, session-list, source-records]
  frameworks: ['NHI6:2025', PR.AA-05]
`
