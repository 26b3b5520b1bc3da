import * as words from '#words/identity.tsx'
import { KIND_WORDS } from '#words/shared/triage.ts'
import { privileges } from '#words/shared/work.tsx'
import type { IdentityRow } from '../../domain/views/other-views.ts'
import { TierMark } from '../shared/marks/TierMark.tsx'
import type { GridColumn } from '../ui/grid-columns.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { NotApplicable, Unknown } from '../ui/layout.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'

function known(value: string | number | null) {
  return value === null ? <Unknown /> : <HostileText text={String(value)} />
}

export const IDENTITY_COLUMNS: readonly GridColumn<IdentityRow>[] = [
  {
    id: 'name',
    header: words.name,
    width: { share: 2, minPx: 300 },
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2">
        <HostileText text={row.name} mono maxLength={row.claimed ? 38 : 26} />
        {row.claimed ? null : <Tag tone="doubt">{words.unclaimed}</Tag>}
      </span>
    ),
  },
  { id: 'kind', header: words.kind, width: 130, cell: (row) => KIND_WORDS[row.kind] },
  {
    id: 'owner',
    header: words.owner,
    width: { share: 1, minPx: 150 },
    cell: (row) =>
      row.businessOwner === null && row.technicalOwner === null ? (
        <Unknown>{words.noOwner}</Unknown>
      ) : (
        <HostileText text={row.businessOwner ?? row.technicalOwner ?? ''} />
      ),
  },
  {
    id: 'technical',
    header: words.runBy,
    width: { share: 1, minPx: 150 },
    fromPx: 1300,
    cell: (row) => known(row.technicalOwner),
  },
  { id: 'environment', header: words.env, width: 80, cell: (row) => known(row.environment) },
  {
    id: 'criticality',
    header: words.criticality,
    width: 84,
    align: 'end',
    fromPx: 1000,
    cell: (row) => known(row.criticality),
  },
  {
    id: 'privilege',
    header: words.privilege,
    width: 90,
    fromPx: 1000,
    cell: (row) => known(row.privilege === null ? null : privileges[row.privilege]),
  },
  {
    id: 'consumers',
    header: words.usedBy,
    width: 76,
    align: 'end',
    fromPx: 1100,
    cell: (row) => (row.consumers === 0 ? <span className="text-text-3">{words.none}</span> : row.consumers),
  },
  {
    id: 'alerts',
    header: words.openAlerts,
    width: 110,
    cell: (row) =>
      row.openAlerts === 0 || row.highestTier === null ? (
        <span className="text-text-3">{words.none}</span>
      ) : (
        <span className="flex items-center gap-2">
          <TierMark tier={row.highestTier} words="short" /> {row.openAlerts}
        </span>
      ),
  },
  {
    id: 'used',
    header: words.lastUsed,
    width: 90,
    align: 'end',
    fromPx: 1000,
    cell: (row) => (row.lastUsedAt === null ? <NotApplicable /> : <Time at={row.lastUsedAt} look="age" />),
  },
]

export const NARROW = {
  rowHeightPx: 56,
  content: (row: IdentityRow) => (
    <span className="flex min-w-0 flex-col">
      <span className="flex items-center gap-2">
        <HostileText text={row.name} mono maxLength={30} />
        {row.claimed ? null : <Tag tone="doubt">{words.unclaimed}</Tag>}
      </span>
      <span className="flex items-center gap-3 text-small text-text-2">
        {row.businessOwner === null ? <Unknown>{words.noOwner}</Unknown> : <HostileText text={row.businessOwner} />}
        {row.openAlerts > 0 && row.highestTier !== null ? (
          <>
            <TierMark tier={row.highestTier} words="short" /> {words.openAlertCount(row.openAlerts)}
          </>
        ) : null}
      </span>
    </span>
  ),
}

/** What a screen reader says for a row. */
export function identitySentence(row: IdentityRow): string {
  const owner = row.businessOwner ?? row.technicalOwner ?? words.noOwnerKnown
  const alerts = words.howManyOpen(row.openAlerts)
  return `${row.name}, ${row.claimed ? KIND_WORDS[row.kind] : 'unclaimed'}, ${owner}, ${alerts}`
}
