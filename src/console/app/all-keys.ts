import { ALERT_KEYS } from '../alert/alert-keys.ts'
import { APPROVALS_KEYS } from '../approvals/approvals-keys.ts'
import { RECORD_KEYS } from '../audit/record-keys.ts'
import { CASE_KEYS } from '../cases/cases-keys.ts'
import { QUEUE_KEYS } from '../queue/queue-keys.ts'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'
import { LIST_KEYS } from '../shared/keys/list-keys.ts'
import { SUPPRESSIONS_KEYS } from '../suppressions/suppressions-keys.ts'
import { TRIGGERS_KEYS, WORKBENCH_KEYS } from '../triggers/triggers-keys.ts'
import { WHAT_IF_KEYS } from '../whatif/what-if-keys.ts'
import { ANYWHERE_KEYS } from './keys.ts'

/** Every group there is: a key that is free on this screen may be taken on another. */
export const ALL_KEYS: readonly KeyGroup[] = [
  ANYWHERE_KEYS,
  LIST_KEYS,
  QUEUE_KEYS,
  ALERT_KEYS,
  APPROVALS_KEYS,
  TRIGGERS_KEYS,
  WORKBENCH_KEYS,
  WHAT_IF_KEYS,
  RECORD_KEYS,
  SUPPRESSIONS_KEYS,
  CASE_KEYS,
]
