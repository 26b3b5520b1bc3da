/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A repository with the mark of a supply-chain worm
name: worm-repository
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e13
status: test
description: |
  The Shai-Hulud worms publish what they stole in repositories that they create with the victim's token. The account that
  created it is the one whose token is stolen.
tags: [attack.exfiltration, attack.t1567.001, attack.t1195.002]
logsource: {product: github, service: webhook}
detection:
  created:
    action: [created, publicized]
  mark_description:
    repository.description|contains: ['Sha1-Hulud', 'Shai-Hulud']
  mark_name:
    repository.name|startswith: 'Shai-Hulud'
  condition: created and 1 of mark_*
level: critical
sluicegate:
  version: 1
  threatens: pipeline
  confidence: 95
  playbook: compromised-pipeline
  subject: actor
  owners: {triage: soc, contain: platform, recover: platform}
  preserve: [pipeline-runs, repository-state]
  frameworks: ['NHI3:2025', ID.RA-10, RS.MI-01]
`
