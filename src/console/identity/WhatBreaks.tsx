import { clsx } from 'clsx'
import { List, Waypoints } from 'lucide-react'
import * as words from '#words/identity.tsx'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { IdentityDetail } from '../../domain/views/other-views.ts'
import { BreakMap, MapLegend, MapList } from '../shared/map/BreakMap.tsx'
import { mapGraph } from '../shared/map/map-graph.ts'
import { useUrlWords } from '../shared/url-state.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/layout.tsx'
import { brokenBy, sortedOptions, sumWords } from './identity-map.ts'

/** What each action would break, by the same numbers as in a plan. Chosen action and list stand in the URL. */
export function WhatBreaks({ detail }: { readonly detail: IdentityDetail }) {
  const { identity, dependencies } = detail
  const [urlWords, change] = useUrlWords()
  const options = sortedOptions(detail.options)
  const chosen =
    options.find(({ action, isFeasible }) => isFeasible && action === urlWords['action']) ??
    options.find(({ isFeasible, score }) => isFeasible && score > 0) ??
    options.find(({ isFeasible }) => isFeasible)
  const isList = urlWords['as'] === 'list'
  const action = chosen === undefined ? null : actionOf(chosen.action)
  const graph = mapGraph({
    identity,
    dependencies,
    action,
    broken: chosen === undefined ? [] : brokenBy(chosen, dependencies),
    held: [],
    isHeldCut: false,
  })
  const label = action === null ? words.whoUses : words.whatBreaks(action.title.toLowerCase())
  return (
    <>
      <Section title={words.whatBreaksIf} aside={words.theSameNumbers}>
        <div role="group" aria-label={words.action} className="flex flex-wrap gap-1.5">
          {options.map((option) => (
            <Button
              key={option.action}
              aria-pressed={option.action === chosen?.action}
              disabledBecause={option.isFeasible ? null : option.reason}
              className={clsx(option.action === chosen?.action && 'bg-select!')}
              onClick={() => change({ action: option.action })}
            >
              <span className="font-mono">{option.action}</span>
              {option.isFeasible ? <span className="text-text-3 tabular-nums">{option.score}</span> : null}
            </Button>
          ))}
        </div>
      </Section>
      <Section
        title={label}
        aside={
          <span className="flex items-center gap-4">
            <MapLegend fates={[...new Set(graph.edges.map(({ fate }) => fate))]} />
            <Button
              look="ghost"
              aria-pressed={isList}
              icon={isList ? <Waypoints aria-hidden size={13} /> : <List aria-hidden size={13} />}
              onClick={() => change({ as: isList ? null : 'list' })}
            >
              {isList ? words.sameAsMap : words.sameAsList}
            </Button>
          </span>
        }
      >
        {isList ? <MapList label={label} graph={graph} /> : <BreakMap label={label} graph={graph} />}
        {chosen === undefined ? null : (
          <p className="mt-2 flex flex-wrap gap-x-4 text-text-2">
            {sumWords(chosen, identity.consumersExplain, identity.consumersKnown).map((part) => (
              <span key={part}>{part}</span>
            ))}
          </p>
        )}
      </Section>
    </>
  )
}
