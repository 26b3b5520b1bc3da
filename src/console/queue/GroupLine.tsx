import { clsx } from 'clsx'
import * as words from '#words/queue.ts'
import type { Tier } from '../../domain/action/action.ts'
import { fieldLabel } from '../shared/field-label.ts'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { countText } from '../ui/number-text.ts'
import { type Group, groupLabel, isUnknownGroup } from './group-label.ts'

interface GroupLineProps {
  readonly group: Group
  /** Alerts of it that are selected. */
  readonly chosen: number
}

/** The head of a group: what it has in common, how many, how many of them are selected, and of which tiers. */
export function GroupLine({ group, chosen }: GroupLineProps) {
  return (
    <span className="flex min-w-0 grow items-center gap-2">
      <span className="shrink-0 text-small text-text-3">{fieldLabel(group.field)}</span>
      <span className={clsx('min-w-0 truncate font-title', isUnknownGroup(group) && 'text-doubt')}>
        <HostileText text={groupLabel(group)} maxLength={60} />
      </span>
      <span className="shrink-0 text-text-3 tabular-nums">{countText(group.count)}</span>
      {chosen === 0 ? null : (
        <span className="shrink-0 text-small text-text-2 tabular-nums">{words.selected(chosen)}</span>
      )}
      <span className="ms-auto hidden shrink-0 items-center gap-3 tablet:flex">
        {[4, 3, 2, 1, 0].map((tier) => {
          const count = group.tiers[tier] ?? 0
          return count === 0 ? null : (
            <span key={tier} className="inline-flex items-center gap-2 text-small">
              <TierMark tier={tier as Tier} words="short" />
              <span className="text-text-3 tabular-nums">{countText(count)}</span>
            </span>
          )
        })}
      </span>
    </span>
  )
}
