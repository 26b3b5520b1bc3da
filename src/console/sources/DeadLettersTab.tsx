import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import type { DeadLetter } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Digest } from '../ui/Digest.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { bytesText, countText } from '../ui/number-text.ts'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { deadLettersQuery } from './queries.ts'

/** Records that could not be read, whole and with the reason. After a fix they go through the same door again. */
export function DeadLettersTab() {
  const backend = useBackend()
  const queries = useQueryClient()
  const letters = useInfiniteQuery(deadLettersQuery(backend))
  const refusal = useRefusal('manage-sources')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const replay = useMutation({
    mutationFn: (ids: readonly string[]) => backend.replayDeadLetters(ids),
    onSuccess: async () => {
      setChosen(new Set())
      await queries.invalidateQueries({ queryKey: ['sources'] })
      void queries.invalidateQueries({ queryKey: ['alerts'] })
    },
  })
  if (letters.isPending) return <LoadingState label={words.loadingDeadLetters} />
  if (letters.data === undefined) return <QueryFailed error={letters.error} onRetry={() => void letters.refetch()} />

  const items = letters.data.pages.flatMap((page) => page.items)
  const waiting = items.filter(({ replayedAt }) => replayedAt === null)
  const toggle = (id: string) =>
    setChosen((before) => (before.has(id) ? without(before, id) : new Set([...before, id])))
  if (items.length === 0) {
    return (
      <EmptyState title={words.everyRecord} tone="healthy">
        {words.nothingWasRefused}
      </EmptyState>
    )
  }
  return (
    <div className="px-6 py-2">
      <Section
        title={words.records(waiting.length)}
        aside={
          <span className="flex items-center gap-3">
            <Checkbox
              isChecked={waiting.length > 0 && chosen.size === waiting.length}
              isMixed={chosen.size > 0 && chosen.size < waiting.length}
              onChange={(isChecked) => setChosen(new Set(isChecked ? waiting.map(({ id }) => id) : []))}
            >
              {words.allThatAreHere}
            </Checkbox>
            <Button
              icon={<RotateCcw aria-hidden size={14} />}
              isBusy={replay.isPending}
              disabledBecause={refusal ?? (chosen.size === 0 ? words.chooseRecordsFirst : null)}
              onClick={() => replay.mutate([...chosen])}
            >
              {words.readAgain(chosen.size === 0 ? '' : countText(chosen.size))}
            </Button>
          </span>
        }
      >
        {replay.error === null ? null : (
          <Banner tone="bad" isUrgent title={words.notReadAgain(failureWords(replay.error).title)}>
            {failureWords(replay.error).detail}
          </Banner>
        )}
        {replay.data === undefined ? null : (
          <Banner tone="plain" title={words.recordsAccepted(replay.data.accepted)}>
            {replay.data.refused === 0
              ? words.alertsOpened(replay.data.alertsOpened)
              : words.recordsStillCannot(replay.data.refused)}
          </Banner>
        )}
        <ul>
          {items.map((letter) => (
            <Letter
              key={letter.id}
              letter={letter}
              isChosen={chosen.has(letter.id)}
              onToggle={() => toggle(letter.id)}
            />
          ))}
        </ul>
        {letters.hasNextPage ? (
          <Button isBusy={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
            {words.olderOnes}
          </Button>
        ) : null}
      </Section>
    </div>
  )
}

interface LetterProps {
  readonly letter: DeadLetter
  readonly isChosen: boolean
  readonly onToggle: () => void
}

function Letter({ letter, isChosen, onToggle }: LetterProps) {
  return (
    <li className="flex flex-col gap-1 border-b border-line py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {letter.replayedAt === null ? (
          <Checkbox isChecked={isChosen} onChange={onToggle}>
            <span className="font-title">
              <HostileText text={letter.reason} />
            </span>
          </Checkbox>
        ) : (
          <span className="text-text-3">
            <HostileText text={letter.reason} />
          </span>
        )}
        {letter.at === '' ? null : <HostileText text={letter.at} mono maxLength={60} className="text-text-2" />}
        {letter.replayedAt === null ? null : <Tag>{words.readAgainAt(<Time at={letter.replayedAt} />)}</Tag>}
        <span className="ms-auto flex items-center gap-4 text-small text-text-3">
          <HostileText text={letter.sourceName} />
          <span className="font-mono">{letter.format}</span>
          <span>{words.recordAt(letter.position + 1)}</span>
          <span>{bytesText(letter.bytes)}</span>
          <Time at={letter.receivedAt} />
          <Digest hex={letter.digest} of={words.record} />
        </span>
      </div>
      <p className="max-h-16 overflow-y-auto rounded-m bg-sunken px-2 py-1 text-small text-text-2">
        <HostileText text={letter.excerpt} mono multiline />
      </p>
    </li>
  )
}

function without(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const copy = new Set(set)
  copy.delete(id)
  return copy
}
