/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Repository cloned with a token
name: repository_cloned
logsource: {product: github, service: audit}
detection:
  clones:
    action: [git.clone, git.fetch]
    hashed_token: '?*'
  filter_public:
    repository_public: true
  filter_habit:
    novel.is_settled: true
    novel.action: false
    novel.resource: false
  condition: clones and not 1 of filter_*
---
title: One token clones many repositories
name: code-cloned-in-bulk
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e55
status: test
description: |
  Twenty different repositories cloned with one token within an hour. Whoever stole it takes what there is; a mirror
  or a backup does so every night with a token of its own, and is left out once it has a history.
tags: [attack.collection, attack.exfiltration, attack.t1213.003]
correlation:
  type: value_count
  rules: [repository_cloned]
  group-by: [hashed_token]
  timespan: 1h
  condition: {field: repo, gte: 20}
falsepositives: ['A first mirror of the organisation']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 64
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [repository-state, credential-metadata, source-records]
  frameworks: ['NHI2:2025', DE.AE-03, PR.DS-01]
`
