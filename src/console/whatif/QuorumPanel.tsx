import { useMemo } from 'react'
import type { Policy } from '../../domain/policy/policy.ts'
import { seatTroubles } from '../../domain/policy/quorum-people.ts'
import { type Changed, withPart } from '../shared/policy/policy-controls.ts'
import { usePeopleHere } from '../shared/policy/use-people-here.ts'
import { type DraftStore, useDraft } from './draft-store.ts'
import type { Refused } from './PolicyPanel.tsx'
import { QuorumGate } from './QuorumGate.tsx'
import type { AskingGate, Stages } from './quorum-edits.ts'

interface QuorumPanelProps {
  readonly gate: AskingGate
  readonly draft: DraftStore
  /** What the draft is compared with. */
  readonly was: Policy
  readonly refused: Refused | null
  /** Answers why the policy refuses it, or null. */
  readonly onTake: (id: string, next: (policy: Policy) => Changed, gesture: string | null) => string | null
}

/** Whose approvals one gate asks for, with what the people of today make of it. */
export function QuorumPanel({ gate, draft, was, refused, onTake }: QuorumPanelProps) {
  const stages = useDraft(draft, ({ policy }) => policy.gate.quorums[gate])
  const waitMs = useDraft(draft, ({ policy }) => policy.gate.approvalTtlMs)
  const usualPercent = useDraft(draft, ({ policy }) => policy.gate.escalateAtPercent)
  const here = usePeopleHere()
  const troubles = useMemo(() => (here === null ? [] : seatTroubles(stages, here)), [stages, here])
  const path = quorumPath(gate)
  const own = refused?.id.startsWith(`${path}.`) === true ? refused : null
  return (
    <QuorumGate
      gate={gate}
      stages={stages}
      was={was.gate.quorums[gate]}
      waitMs={waitMs}
      usualPercent={usualPercent}
      troubles={troubles}
      refusal={own === null ? null : { place: own.id.slice(path.length + 1), because: own.because }}
      onChange={(place, next: Stages, gesture = null) =>
        onTake(
          `${path}.${place}`,
          // What was written back as it was is no step.
          (policy) =>
            JSON.stringify(next) === JSON.stringify(policy.gate.quorums[gate])
              ? { ok: true, policy }
              : withPart(policy, path, next),
          gesture,
        ) === null
      }
    />
  )
}

/** The path of a gate's stages in the policy; the places of its controls begin with it. */
export function quorumPath(gate: AskingGate): string {
  return `gate.quorums.${gate}`
}
