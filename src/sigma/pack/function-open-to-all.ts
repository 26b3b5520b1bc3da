/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A function was opened to everybody
name: function-open-to-all
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e3b
status: test
description: |
  Anybody at all may invoke the function now, and with it everything that its role may do. Public websites go through
  a gateway or name their service instead.
tags: [attack.persistence, attack.t1648]
logsource: {product: aws, service: cloudtrail}
detection:
  opens:
    eventSource: lambda.amazonaws.com
    eventName|startswith: AddPermission
    requestParameters.principal: ['\\*']
  bounded:
    requestParameters.sourceAccount: '?*'
  filter_refused:
    errorCode|exists: true
  filter_role:
    userIdentity.type: AssumedRole
  condition: opens and not bounded and not 1 of filter_*
falsepositives: ['A webhook receiver without a gateway']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 65
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, credential-metadata, source-records]
  frameworks: ['NHI6:2025', PR.AA-05]
`
