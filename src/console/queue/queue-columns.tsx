import * as words from '#words/queue.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import { GATE_SHORT, GATE_WORDS, GateMark } from '../shared/marks/GateMark.tsx'
import { SEVERITY_WORDS, SeverityMark } from '../shared/marks/SeverityMark.tsx'
import { TIER_WORDS, TierMark } from '../shared/marks/TierMark.tsx'
import { CONTAINMENT_WORDS, VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { PersonInitial } from '../shared/triage/PersonInitial.tsx'
import { Sla } from '../shared/triage/Sla.tsx'
import { nowMs } from '../ui/clock.ts'
import type { GridColumn } from '../ui/grid-columns.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { revealText } from '../ui/hostile-text.ts'
import { NotApplicable, Unknown } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import { Tag } from '../ui/Tag.tsx'
import { Tick } from '../ui/Tick.tsx'
import { Time } from '../ui/Time.tsx'
import { absoluteText, type Zone } from '../ui/time-text.ts'

const IDENTITY_LETTERS = 18
/** Written in full, and each letter as wide as the others. */
const PLAIN_NAME = /^[\x21-\x7e]{1,18}$/

const LETTER_PX = 6
const GLYPH_PX = 24

/** Marks are never cut: in a language of longer words their column is wider. */
function widthOf(leastPx: number, marks: Readonly<Record<string, string>>): number {
  const longest = Math.max(...Object.values(marks).map(({ length }) => length))
  return Math.max(leastPx, GLYPH_PX + LETTER_PX * longest)
}

/** Columns join from left to right as the grid gets wider: width is spent on facts, never on margins. */
export function queueColumns(isSelected: (row: AlertRow) => boolean, isWide: boolean): readonly GridColumn<AlertRow>[] {
  return [
    {
      id: 'tick',
      isFitting: true,
      header: words.selectedHead,
      isHeaderHidden: true,
      width: 14,
      cell: (row) => <Tick isOn={isSelected(row)} />,
    },
    {
      id: 'severity',
      isFitting: true,
      header: words.severity,
      width: widthOf(72, SEVERITY_WORDS),
      cell: (row) => <SeverityMark severity={row.severity} />,
    },
    {
      id: 'alert',
      isFitting: true,
      header: words.alert,
      width: { share: 1, minPx: 160 },
      cell: (row) => {
        const title = (
          <span className="block min-w-0 truncate" title={row.title}>
            <HostileText text={row.title} />
          </span>
        )
        if (row.count <= 1) return title
        return (
          <span className="flex min-w-0 items-center gap-2">
            {title}
            <Tag>×{countText(row.count)}</Tag>
          </span>
        )
      },
    },
    {
      id: 'identity',
      isFitting: ({ identityName }) => identityName !== null && PLAIN_NAME.test(identityName),
      header: words.identity,
      width: 138,
      cell: (row) => <IdentityCell row={row} />,
    },
    {
      id: 'owner',
      header: words.owner,
      width: 150,
      fromPx: 1060,
      cell: (row) =>
        row.ownerTeam === null ? <Unknown>{words.noOwner}</Unknown> : <HostileText text={row.ownerTeam} />,
    },
    {
      id: 'environment',
      header: words.env,
      width: 60,
      fromPx: 1230,
      cell: (row) => (row.environment === null ? <Unknown /> : row.environment),
    },
    {
      id: 'breaks',
      isFitting: true,
      header: words.breaks,
      width: 80,
      fromPx: 1150,
      cell: (row) => <BreaksCell row={row} />,
    },
    {
      id: 'confidence',
      isFitting: true,
      header: words.conf,
      width: 34,
      align: 'end',
      fromPx: 1330,
      cell: (row) => row.confidence,
    },
    {
      id: 'urgency',
      isFitting: true,
      header: words.urg,
      width: 30,
      align: 'end',
      fromPx: 1330,
      cell: (row) => row.urgency,
    },
    {
      id: 'tier',
      isFitting: true,
      header: words.tier,
      width: 46,
      isSortable: true,
      cell: (row) => <TierMark tier={row.tier} words="short" />,
    },
    {
      id: 'gate',
      isFitting: true,
      header: words.gate,
      width: isWide ? widthOf(104, GATE_WORDS) : widthOf(74, GATE_SHORT),
      cell: (row) => <GateCell row={row} words={isWide ? 'full' : 'short'} />,
    },
    {
      id: 'state',
      isFitting: true,
      header: words.state,
      width: 142,
      fromPx: 890,
      cell: (row) => (row.containment === null ? <NotApplicable /> : <VerificationMark state={row.containment} />),
    },
    {
      id: 'taken',
      isFitting: true,
      header: words.taken,
      width: 38,
      fromPx: 940,
      cell: (row) => (row.assignee === null ? <NotApplicable /> : <PersonInitial name={row.assignee.name} />),
    },
    {
      id: 'sla',
      isFitting: true,
      header: words.sla,
      width: 44,
      align: 'end',
      isSortable: true,
      cell: (row) => <Sla row={row} />,
    },
    {
      id: 'lastSeen',
      isFitting: true,
      header: words.age,
      width: 42,
      fromPx: 690,
      align: 'end',
      isSortable: true,
      cell: (row) => (
        <span className="text-text-3">
          <Time at={row.lastSeenAt} look="age" />
        </span>
      ),
    },
  ]
}

function IdentityCell({ row }: { readonly row: AlertRow }) {
  if (row.identityName === null) return <Unknown>{words.noIdentityNamed}</Unknown>
  const name = <HostileText text={row.identityName} mono maxLength={IDENTITY_LETTERS} />
  if (row.isClaimed) return name
  return (
    <span className="text-doubt" title={words.isUnclaimed}>
      {name}
    </span>
  )
}

// A gate belongs to an action: where none is proposed, there is nothing to open.
function GateCell({ row, words: length }: { readonly row: AlertRow; readonly words: 'full' | 'short' }) {
  if (row.action === null && row.gate !== 'blocked') return <NotApplicable />
  return <GateMark gate={row.gate} words={length} />
}

function BreaksCell({ row: { breaks } }: { readonly row: AlertRow }) {
  if (breaks === null) return <NotApplicable />
  if (breaks.stops > 0) return <span className="text-cut">{words.stop(breaks.stops)}</span>
  if (!breaks.isComplete) return <Unknown />
  return breaks.comesBack > 0 ? words.comeBack(breaks.comesBack) : words.breaksNothing
}

/** The row as one sentence for screen readers. When it is due stands as a time: how long that is would no longer be true when it is read. */
export function rowSentence(row: AlertRow, zone: Zone): string {
  const seen = (text: string) =>
    revealText(text)
      .map((piece) => (piece.kind === 'text' ? piece.text : ` ${piece.name} `))
      .join('')
  return [
    SEVERITY_WORDS[row.severity],
    seen(row.title),
    row.identityName === null ? words.noIdentityNamed : seen(row.identityName),
    `T${row.tier} ${TIER_WORDS[row.tier]}`,
    GATE_WORDS[row.gate],
    ...(row.containment === null ? [] : [CONTAINMENT_WORDS[row.containment]]),
    row.assignee === null ? words.takenByNobody : words.takenBy(row.assignee.name),
    ...(row.status !== 'new' || row.slaDueAt === null || row.slaPause !== null
      ? []
      : [words.dueAt(absoluteText(row.slaDueAt, nowMs(), zone))]),
  ].join(', ')
}

/** Under 640 px a row becomes two lines. */
export const NARROW = { rowHeightPx: 60, content: (row: AlertRow) => <NarrowRow row={row} /> }

/** What, then whose and how urgent. */
function NarrowRow({ row }: { readonly row: AlertRow }) {
  return (
    <span className="flex flex-col gap-0.5 py-1.5">
      <span className="flex items-center gap-2">
        <SeverityMark severity={row.severity} isWordHidden />
        <span className="min-w-0 grow truncate font-strong">
          <HostileText text={row.title} />
        </span>
        <Time at={row.lastSeenAt} look="age" />
      </span>
      <span className="flex items-center gap-3 text-small text-text-2">
        <TierMark tier={row.tier} words="short" />
        <GateCell row={row} words="short" />
        <span className="ms-auto min-w-0 truncate">
          <IdentityCell row={row} />
        </span>
      </span>
    </span>
  )
}
