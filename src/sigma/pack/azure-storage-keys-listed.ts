/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: The keys of a storage account were read
name: azure-storage-keys-listed
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e57
status: test
description: |
  Both keys of the account are in the answer: full access to its data that no sign-in log shows. Deployments and
  backup do this every day; once is worth no more than a look.
tags: [attack.credential-access, attack.t1552, attack.t1530]
logsource: {product: azure, service: activitylogs}
detection:
  lists:
    operationName: Microsoft.Storage/storageAccounts/listkeys/action
    resultType: [Success, Succeeded, Start]
  filter_habit:
    novel.is_settled: true
    novel.action: false
  condition: lists and not filter_habit
falsepositives: ['Deployments','Backup']
level: low
sluicegate:
  version: 1
  threatens: credential
  confidence: 35
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI7:2025', PR.AA-05, DE.CM-03]
`
