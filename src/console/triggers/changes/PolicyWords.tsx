import type { ReactNode } from 'react'
import * as words from '#words/changes.tsx'
import type { Policy } from '../../../domain/policy/policy.ts'
import { impassable } from '../../../domain/policy/quorum-people.ts'
import { DifferenceList } from '../../shared/policy/DifferenceList.tsx'
import { policyDifferences } from '../../shared/policy/policy-differences.ts'
import { usePeopleHere } from '../../shared/policy/use-people-here.ts'
import { Banner } from '../../ui/Banner.tsx'

interface PolicyWordsProps {
  readonly before: Policy | null
  readonly after: Policy | null
  /** The lines as they are stored, for whoever wants to see that nothing else is in them. */
  readonly children: ReactNode
}

/** A policy as the lab speaks of it: what each number was and is, and whether its gates can be passed. */
export function PolicyWords({ before, after, children }: PolicyWordsProps) {
  const here = usePeopleHere()
  if (before === null || after === null) return children
  const stuck = here === null ? [] : impassable(after.gate.quorums, before.gate.quorums, here.approvers)
  return (
    <>
      {stuck.length === 0 ? null : (
        <Banner tone="bad" title={words.nobodyCouldPass}>
          {stuck.join(' ')}
        </Banner>
      )}
      <DifferenceList differences={policyDifferences(before, after)} />
      <details>
        <summary className="w-fit cursor-pointer py-1 text-small text-text-2">{words.lineByLine}</summary>
        {children}
      </details>
    </>
  )
}
