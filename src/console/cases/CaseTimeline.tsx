import { useState } from 'react'
import * as words from '#words/cases.ts'
import { namesOf } from '#words/shared/triage.ts'
import type { CaseMoment } from '../../domain/case/case-moment.ts'
import { MOMENT_KINDS, type MomentKind } from '../../domain/case/timeline.ts'
import type { CaseView } from '../../domain/views/case-views.ts'
import { Link } from '../shared/router/Link.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Select } from '../ui/Select.tsx'
import { Time } from '../ui/Time.tsx'

/** All that happened, the first thing first: records and arrivals, then what people and plans did. */
export function CaseTimeline({ file }: { readonly file: CaseView }) {
  const [kind, setKind] = useState<MomentKind | 'all'>('all')
  const shown = kind === 'all' ? file.timeline : file.timeline.filter((moment) => moment.kind === kind)
  const there = MOMENT_KINDS.filter((one) => file.timeline.some((moment) => moment.kind === one))
  return (
    <Section title={words.timeline} aside={words.timelineAside(file.timeline.length, file.isTimelineComplete)}>
      <div className="mb-2">
        <Select
          label={words.kindsLabel}
          value={kind}
          onChange={setKind}
          choices={[
            { value: 'all' as const, label: words.all },
            ...there.map((value) => ({ value, label: words.kinds[value] })),
          ]}
        />
      </div>
      <ol aria-label={words.timeline}>
        {shown.map((moment) => (
          <Moment key={`${moment.kind} ${moment.key}`} moment={moment} />
        ))}
      </ol>
    </Section>
  )
}

function Moment({ moment }: { readonly moment: CaseMoment }) {
  const said = (
    <HostileText text={moment.words} maxLength={400} className="[overflow-wrap:anywhere] whitespace-normal!" />
  )
  return (
    <li className="grid items-baseline tablet:grid-cols-[168px_56px_minmax(0,1fr)] gap-x-3 border-b border-line py-1.5 last:border-b-0">
      <span className="text-small text-text-3">
        <Time at={moment.at} look="clock" />
      </span>
      <span className="text-small text-text-2">{words.kinds[moment.kind]}</span>
      <span className="min-w-0">
        {moment.planId === null ? (
          said
        ) : (
          <Link to="/plans/$planId" params={{ planId: moment.planId }} className="rounded-s hover:underline">
            {said}
          </Link>
        )}
        {moment.kind === 'case' || moment.alerts.length === 0 ? null : (
          <span className="ms-2 font-mono text-small text-text-3">
            {namesOf(moment.alerts.map((number) => ({ number })))}
          </span>
        )}
      </span>
    </li>
  )
}
