import * as words from '#words/triggers.tsx'
import { MODE_WORDS, THREAT_WORDS } from '#words/triggers.tsx'
import type { Severity } from '../../domain/signal/signal.ts'
import { SEVERITIES } from '../../domain/signal/signal-words.ts'
import type { TriggerView } from '../../domain/views/change-views.ts'
import { SeverityMark } from '../shared/marks/SeverityMark.tsx'
import type { GridColumn } from '../ui/grid-columns.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { NotApplicable } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { Automation, automationSentence } from './Automation.tsx'
import { ModeMark } from './ModeMark.tsx'
import { Precision } from './Precision.tsx'
import { Sparkline } from './Sparkline.tsx'

export function severityOf(level: string): Severity {
  return SEVERITIES.find((known) => known === level) ?? 'unknown'
}

/** In shadow the hits that raised nothing are the ones to look at. */
function hitsOf({ mode, hits, shadowHits }: TriggerView): TriggerView['hits'] {
  return mode === 'shadow' ? shadowHits : hits
}

function count(value: number) {
  return value === 0 ? <span className="text-text-3">{words.none}</span> : countText(value)
}

export const TRIGGER_COLUMNS: readonly GridColumn<TriggerView>[] = [
  { id: 'mode', header: words.mode, width: 74, cell: (row) => <ModeMark mode={row.mode} /> },
  {
    id: 'title',
    header: words.trigger,
    isSortable: true,
    width: { share: 2, minPx: 240 },
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2">
        <HostileText text={row.title} className="truncate" />
        {row.problems.length > 0 ? <Tag tone="doubt">{words.cannotBeRead}</Tag> : null}
        {row.openChangeId === null ? null : <Tag>{words.openChange}</Tag>}
      </span>
    ),
  },
  {
    id: 'id',
    header: words.id,
    width: { share: 1, minPx: 220 },
    fromPx: 1500,
    cell: (row) => <HostileText text={row.id} mono maxLength={36} className="text-text-3" />,
  },
  {
    id: 'level',
    header: words.level,
    isSortable: true,
    width: 84,
    cell: (row) => <SeverityMark severity={severityOf(row.level)} />,
  },
  {
    id: 'threatens',
    header: words.threatens,
    width: 84,
    fromPx: 1050,
    cell: (row) => (row.response === null ? <NotApplicable /> : THREAT_WORDS[row.response.threatens]),
  },
  { id: 'day', header: words.lastDay, width: 48, align: 'end', fromPx: 1350, cell: (row) => count(hitsOf(row).day) },
  {
    id: 'week',
    header: words.sevenDays,
    isSortable: true,
    width: 62,
    align: 'end',
    cell: (row) => count(hitsOf(row).week),
  },
  {
    id: 'month',
    header: words.thirtyDays,
    width: 56,
    align: 'end',
    fromPx: 1350,
    cell: (row) => count(hitsOf(row).month),
  },
  {
    id: 'days',
    header: words.byDay,
    width: 92,
    fromPx: 900,
    cell: ({ hitsPerDay }) => (
      <Sparkline counts={hitsPerDay} label={words.hitsOfThirtyDays(Math.max(0, ...hitsPerDay))} />
    ),
  },
  {
    id: 'precision',
    header: words.precisionHead,
    isSortable: true,
    width: 140,
    fromPx: 760,
    cell: (row) => <Precision trigger={row} />,
  },
  {
    id: 'noise',
    header: words.noise,
    isSortable: true,
    width: 62,
    align: 'end',
    fromPx: 900,
    cell: (row) => (row.noise === null ? <NotApplicable /> : `${row.noise} %`),
  },
  {
    id: 'automation',
    header: words.automation,
    width: 88,
    fromPx: 760,
    cell: (row) => <Automation automation={row.automation} />,
  },
  {
    id: 'fired',
    header: words.lastHit,
    isSortable: true,
    width: 70,
    align: 'end',
    cell: (row) =>
      row.lastFiredAt === null ? (
        <span className="text-text-3">{words.never}</span>
      ) : (
        <Time at={row.lastFiredAt} look="age" />
      ),
  },
]

export const NARROW = {
  rowHeightPx: 56,
  content: (row: TriggerView) => (
    <span className="flex min-w-0 flex-col">
      <HostileText text={row.title} className="truncate" />
      <span className="flex items-center gap-3 text-small text-text-2">
        <ModeMark mode={row.mode} />
        {words.inSevenDays(hitsOf(row).week)}
        <Automation automation={row.automation} />
      </span>
    </span>
  ),
}

/** What a screen reader says for the row. */
export function triggerSentence(row: TriggerView): string {
  const hits = hitsOf(row)
  const open = row.openChangeId === null ? '' : words.aChangeIsOpen
  return words.hitsInSevenDays(
    row.title,
    MODE_WORDS[row.mode].toLowerCase(),
    row.level,
    hits.week,
    row.truePositives,
    row.judged,
    automationSentence(row),
    open,
  )
}
