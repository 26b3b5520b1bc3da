/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A disk, image or database copy was given to another account
name: snapshot-shared
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e37
status: test
description: |
  A snapshot or image is shared with an account of its own number, or with everybody. Whoever gets it reads it
  elsewhere, where no log of ours sees it. Removing a share is left out.
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
  filter_refused:
    errorCode|exists: true
  filter_role:
    userIdentity.type: AssumedRole
  condition: (1 of disk* or 1 of image* or database) and not 1 of filter_*
falsepositives: ['Copies for a backup account']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 60
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI5:2025', PR.DS-01, DE.CM-03]
`
