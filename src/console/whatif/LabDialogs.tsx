import type { PolicyDetail } from '../../domain/views/change-views.ts'
import type { ScenarioDetail } from '../../domain/views/history-views.ts'
import type { Baseline, HistoryFacts, WhatIfLab } from '../../engine/worker/whatif-client.ts'
import { type DraftStore, useDraft } from './draft-store.ts'
import { ProposeDialog } from './ProposeDialog.tsx'
import { SaveDialog } from './SaveDialog.tsx'

interface LabDialogsProps {
  readonly open: 'save' | 'propose'
  readonly lab: WhatIfLab
  readonly facts: HistoryFacts | null
  readonly draft: DraftStore
  readonly inForce: PolicyDetail
  readonly modes: Baseline['modes']
  readonly scenario: ScenarioDetail | null
  readonly onClose: () => void
  readonly onSaved: (id: string) => void
}

/** What is done with the draft as it is now: kept under a name, or proposed. */
export function LabDialogs(props: LabDialogsProps) {
  const { open, lab, facts, draft, inForce, modes, scenario, onClose, onSaved } = props
  const content = useDraft(draft, (present) => present)
  return open === 'save' ? (
    <SaveDialog content={content} current={scenario} onClose={onClose} onSaved={onSaved} />
  ) : (
    <ProposeDialog lab={lab} facts={facts} draft={content} inForce={inForce} modes={modes} onClose={onClose} />
  )
}
