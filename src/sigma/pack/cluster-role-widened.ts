/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A cluster role was made that can take over the cluster
name: cluster-role-widened
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e5d
status: test
description: |
  A role that may write secrets, act as somebody else, or hand out more than it has. With any of these a workload
  becomes administrator. Roles of operators look like this; they are made when the operator is installed.
tags: [attack.privilege-escalation, attack.persistence, attack.t1098.006]
logsource: {product: kubernetes, service: audit}
detection:
  makes:
    verb: create
    objectRef.resource: [roles, clusterroles]
    responseStatus.code: [200, 201]
  hands_out:
    requestObject.rules.verbs: [escalate, bind, impersonate]
  everything:
    requestObject.rules.verbs: ['\\*']
    requestObject.rules.resources: ['\\*']
  writes_secrets:
    requestObject.rules.resources: [secrets, '*/secrets']
    requestObject.rules.verbs: [create, update, patch, delete, '\\*']
  filter_system:
    user.username|startswith: 'system:'
  condition: makes and (hands_out or everything or writes_secrets) and not filter_system
falsepositives: ['An operator that is installed']
level: medium
sluicegate:
  version: 1
  threatens: workload
  confidence: 48
  playbook: compromised-workload
  subject: actor
  owners: {triage: soc, contain: platform, recover: application}
  preserve: [policies-and-grants]
  frameworks: ['NHI5:2025', PR.AA-05]
`
