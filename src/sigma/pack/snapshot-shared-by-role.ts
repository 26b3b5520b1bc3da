/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A disk, image or database copy was given to another account by a role
name: snapshot-shared-by-role
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e38
status: test
description: |
  A snapshot or image is shared with an account of its own number, or with everybody. Whoever gets it reads it
  elsewhere, where no log of ours sees it. Removing a share is left out. What is held here is a session, not a lasting
  key.
tags: [attack.exfiltration, attack.t1537]
logsource: {product: aws, service: cloudtrail}
detection:
  disk:
    eventSource: ec2.amazonaws.com
    eventName: ModifySnapshotAttribute
    requestParameters.createVolumePermission.add.items.userId: '?*'
  disk_to_all:
    eventSource: ec2.amazonaws.com
    eventName: ModifySnapshotAttribute
    requestParameters.createVolumePermission.add.items.group: all
  image:
    eventSource: ec2.amazonaws.com
    eventName: ModifyImageAttribute
    requestParameters.launchPermission.add.items.userId: '?*'
  image_to_all:
    eventSource: ec2.amazonaws.com
    eventName: ModifyImageAttribute
    requestParameters.launchPermission.add.items.group: all
  database:
    eventSource: rds.amazonaws.com
    eventName: [ModifyDBSnapshotAttribute, ModifyDBClusterSnapshotAttribute]
    requestParameters.attributeName: restore
    requestParameters.valuesToAdd: '?*'
  by_role:
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  condition: by_role and (1 of disk* or 1 of image* or database) and not filter_refused
falsepositives: ['Copies for a backup account']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 60
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI5:2025', PR.DS-01, DE.CM-03]
`
