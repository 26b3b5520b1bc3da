/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A forgotten administrator woke up
name: forgotten-administrator-woke
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e4c
status: test
description: |
  An identity with administrative rights does something that changes state, after sixty days or more without any use.
  Nobody looks after it any more, which is why it is a good one to steal. Yearly jobs look the same.
tags: [attack.persistence, attack.initial-access, attack.t1078.004]
logsource: {product: sluicegate, service: signal}
detection:
  acts:
    form: event
    call.outcome: success
  woke:
    identity.privilege: admin
    identity.dormant_days|gte: 60
    session.kind: credential
  condition: acts and woke
falsepositives: ['Jobs of the end of a quarter','Recovery exercises']
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 52
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, policies-and-grants, source-records]
  frameworks: ['NHI1:2025', 'NHI5:2025', PR.AA-01, DE.AE-03]
`
