import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/alert.tsx'
import type { AlternativeView } from '../../domain/views/history-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { Link } from '../shared/router/Link.tsx'
import { whatWouldChangeQuery } from '../shared/triage/queries.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { byKind, conditionWords, SHOWN } from './what-would-change.ts'

/** The smallest changes that would move this decision, decided again by the gateway: what to find out, and what to tune. */
export function WhatWouldChange({ alertId }: { readonly alertId: string }) {
  const found = useQuery(whatWouldChangeQuery(useBackend(), alertId))
  const { facts, policy } = byKind(found.data?.alternatives ?? [])
  return (
    <Section title={words.whatWouldChange} aside={words.eachDecidedAgain}>
      {found.isPending ? <p className="text-small text-text-3">{words.beingLookedFor}</p> : null}
      {found.isError ? (
        <p className="flex items-center gap-2 text-small text-text-2">
          {words.notLookedFor} <Button onClick={() => void found.refetch()}>{words.tryAgain}</Button>
        </p>
      ) : null}
      {found.data !== undefined && facts.length + policy.length === 0 ? (
        <p className="text-small text-text-2">{words.noSingleChange}</p>
      ) : null}
      <Group title={words.facts} alternatives={facts} />
      <Group title={words.policyAndTrigger} alternatives={policy} />
      {policy.length === 0 ? null : (
        <p className="pt-1 text-small text-text-3">
          {words.beforeYouPropose(
            <Link to="/whatif" className="text-accent underline underline-offset-2">
              {words.tryOverHistory}
            </Link>,
          )}
        </p>
      )}
    </Section>
  )
}

interface GroupProps {
  readonly title: string
  readonly alternatives: readonly AlternativeView[]
}

function Group({ title, alternatives }: GroupProps) {
  const [isAll, setIsAll] = useState(false)
  if (alternatives.length === 0) return null
  const shown = isAll ? alternatives : alternatives.slice(0, SHOWN)
  return (
    <div className="pb-1">
      <h3 className="text-small text-text-3">{title}</h3>
      <ul>
        {shown.map((one) => (
          <li
            key={`${conditionWords(one)} ${one.tier} ${one.gate}`}
            className="flex min-h-6 items-baseline gap-2 py-0.5"
          >
            <span className="min-w-0 grow text-text-2">
              <HostileText text={conditionWords(one)} />
            </span>
            <ArrowRight aria-hidden size={13} className="shrink-0 self-center text-text-3" />
            <span className="flex w-36 shrink-0 items-center gap-2 whitespace-nowrap">
              <TierMark tier={one.tier} words="short" />
              <GateMark gate={one.gate} />
            </span>
          </li>
        ))}
      </ul>
      {shown.length === alternatives.length ? null : (
        <Button look="ghost" onClick={() => setIsAll(true)}>
          {words.more(alternatives.length - shown.length)}
        </Button>
      )}
    </div>
  )
}
