/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A vendor’s identity comes from a network it never used
name: vendor-from-elsewhere
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e4d
status: test
description: |
  An identity that somebody else runs is used from a network never seen of it, and with another program, after a
  history that means something. Vendors move, too, but seldom network and program at once.
tags: [attack.initial-access, attack.t1199, attack.t1078.004]
logsource: {product: sluicegate, service: signal}
detection:
  acts:
    form: event
    call.outcome: success
  vendor:
    identity.third_party: true
  new_here:
    novel.network: true
    novel.user_agent: true
    novel.is_settled: true
  condition: acts and vendor and new_here
falsepositives: ['A vendor that moved its platform']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 68
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, session-list, source-records]
  frameworks: ['NHI3:2025', DE.CM-06, ID.RA-10, ZTA tenet 4]
`
