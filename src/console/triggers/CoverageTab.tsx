import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useMemo, useState } from 'react'
import * as words from '#words/triggers.tsx'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { oneOf, useUrlWords } from '../shared/url-state.ts'
import { Drawer } from '../ui/Drawer.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { FootLine } from '../ui/layout.tsx'
import { Select } from '../ui/Select.tsx'
import { LoadingState } from '../ui/states.tsx'
import { StateOf } from '../ui/Time.tsx'
import { CATALOGUE_IDS, type Covered, coverageOf, coverageWords } from './coverage.ts'
import { ModeMark } from './ModeMark.tsx'
import { triggersQuery } from './queries.ts'
import { ScrollBox } from './ScrollBox.tsx'

const FIRST = ['owasp-nhi', 'attack']

/** What the triggers look for in the words of published lists, and what nobody looks for. */
export function CoverageTab() {
  const list = useQuery(triggersQuery(useBackend()))
  const [urlWords, change] = useUrlWords()
  const catalogue = oneOf(urlWords['list'], CATALOGUE_IDS, '')
  const [entry, setEntry] = useState<string | null>(null)
  const [widthPx, setWidthPx] = useState(380)
  const catalogues = useMemo(() => coverageOf(list.data ?? []), [list.data])
  const shown = catalogues.filter(({ id }) => (catalogue === '' ? FIRST.includes(id) : id === catalogue))
  const open = shown.flatMap(({ entries }) => entries).find(({ id }) => id === entry)
  if (list.isError && list.data === undefined)
    return <QueryFailed error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <LoadingState label={words.loadingTriggers} />
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-4 py-2">
        <Select
          label={words.list}
          isLabelShown
          value={catalogue}
          onChange={(next) => change({ list: next })}
          choices={[
            { value: '', label: words.lists },
            ...catalogues.map(({ id, title, edition }) => ({ value: id, label: `${title}, ${edition}` })),
          ]}
        />
      </div>
      <div className="flex min-h-0 grow">
        <ScrollBox label={words.coverage} className="min-h-0 grow px-4 pb-6">
          {shown.map((one) => (
            <section key={one.id} className="pt-4">
              <div className="mb-2 flex items-baseline justify-between gap-4">
                <h2 className="text-body font-title">
                  {one.title} <span className="font-text text-text-3">{one.edition}</span>
                </h2>
                <span className="text-small text-text-2 tabular-nums">{coverageWords(one)}</span>
              </div>
              <ul className="grid grid-cols-[repeat(auto-fill,minmax(184px,1fr))] gap-2">
                {one.entries.map((covered) => (
                  <li key={covered.id}>
                    <Cell covered={covered} isOpen={covered.id === entry} onOpen={() => setEntry(covered.id)} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </ScrollBox>
        {open === undefined ? null : (
          <Drawer
            label={words.triggersFor(open.id)}
            onClose={() => setEntry(null)}
            sizePx={widthPx}
            onResize={setWidthPx}
            header={<span className="font-mono">{open.id}</span>}
            onPhone="cover"
          >
            <CoveringTriggers covered={open} />
          </Drawer>
        )}
      </div>
      <FootLine start={words.whatCounts} end={<StateOf at={list.dataUpdatedAt} />} />
    </>
  )
}

interface CellProps {
  readonly covered: Covered
  readonly isOpen: boolean
  readonly onOpen: () => void
}

/** Filled where somebody looks, hatched where only a shadow does, empty where nobody does: told without a hue. */
function Cell({ covered, isOpen, onOpen }: CellProps) {
  const { id, title, on, shadow, hits } = covered
  const state = on.length > 0 ? 'on' : shadow.length > 0 ? 'shadow' : 'nobody'
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      onClick={onOpen}
      className={clsx(
        'flex h-full min-h-19 w-full flex-col items-start gap-0.5 rounded-m border p-2 text-start transition-colors hover:bg-hover aria-pressed:bg-select',
        state === 'nobody' ? 'border-dashed border-line-strong' : 'border-line bg-surface',
        state === 'shadow' && 'hatched',
      )}
    >
      <span className="flex w-full items-baseline justify-between gap-2">
        <span className="font-mono text-small">{id}</span>
        <span className="text-micro text-text-3 tabular-nums">{words.hits(hits)}</span>
      </span>
      <span className="line-clamp-2 text-small text-text-2">{title}</span>
      <span className={clsx('mt-auto text-micro tabular-nums', state === 'nobody' ? 'text-doubt' : 'text-text-3')}>
        {state === 'nobody'
          ? words.nobodyLooks
          : state === 'shadow'
            ? words.inShadow(shadow.length)
            : words.triggers(on.length)}
      </span>
    </button>
  )
}

function CoveringTriggers({ covered }: { readonly covered: Covered }) {
  const triggers = [...covered.on, ...covered.shadow]
  return (
    <>
      <h2 className="mb-3 text-title">{covered.title === '' ? covered.id : covered.title}</h2>
      {triggers.length === 0 ? <p className="text-text-2">{words.nobodyLooksDetail}</p> : null}
      <ul>
        {triggers.map((trigger) => (
          <li
            key={trigger.id}
            className="flex items-baseline justify-between gap-3 border-b border-line py-1.5 last:border-b-0"
          >
            <Link
              to="/triggers/$triggerId"
              params={{ triggerId: trigger.id }}
              className="min-w-0 text-accent hover:underline"
            >
              <HostileText text={trigger.title} />
            </Link>
            <span className="flex shrink-0 items-center gap-3 text-small text-text-3 tabular-nums">
              {words.monthHits(trigger.hits.month + trigger.shadowHits.month)}
              <ModeMark mode={trigger.mode} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
