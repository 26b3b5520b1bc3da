/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Refused sign-in
name: refused_sign_in
logsource: {product: sluicegate, service: signal}
detection:
  signs_in:
    form: event
    call.operation:
      - ConsoleLogin
      - AssumeRoleWithWebIdentity
      - AssumeRoleWithSAML
      - GetSessionToken
      - user.session.start
      - user.authentication.sso
      - app.oauth2.token.grant*
      - login.*
      - sso_login*
      - Sign-in activity
      - UserLogin*
  refused:
    call.outcome: failure
  person:
    identity.kind: human
  condition: signs_in and refused and not person
---
title: Many refused sign-ins of one identity
name: many_refused_sign_ins
correlation:
  type: event_count
  rules: [refused_sign_in]
  group-by: [identity.key]
  timespan: 10m
  condition: {gte: 5}
---
title: Sign-in that works, from an address that is new
name: sign_in_from_new_address
logsource: {product: sluicegate, service: signal}
detection:
  signs_in:
    form: event
    call.operation:
      - ConsoleLogin
      - AssumeRoleWithWebIdentity
      - AssumeRoleWithSAML
      - GetSessionToken
      - user.session.start
      - user.authentication.sso
      - app.oauth2.token.grant*
      - login.*
      - sso_login*
      - Sign-in activity
      - UserLogin*
  works:
    call.outcome: success
  from_elsewhere:
    novel.network: true
  condition: signs_in and works and from_elsewhere
---
title: Many failed sign-ins, then one that works from a new address
name: guessed-then-in
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e4f
status: test
description: |
  Five refused sign-ins of one identity within ten minutes and then, within a quarter of an hour, one that works from
  an address from which the identity never came. A forgotten secret after a rotation fails from the usual address.
  People are left out: they forget passwords every day.
tags: [attack.credential-access, attack.initial-access, attack.t1110, attack.t1078.004]
correlation:
  type: temporal_ordered
  rules: [many_refused_sign_ins, sign_in_from_new_address]
  group-by: [identity.key]
  timespan: 15m
falsepositives: ['A new host with a mistyped secret']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 84
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, credential-metadata, source-records]
  frameworks: ['NHI4:2025', PR.AA-03, DE.AE-03, RS.MI-01]
`
