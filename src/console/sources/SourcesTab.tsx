import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import type { SourceView } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../ui/clock.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section, Unknown } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { AddSource } from './AddSource.tsx'
import { DropAlerts } from './DropAlerts.tsx'
import { sourcesQuery } from './queries.ts'
import { RevokeSource } from './RevokeSource.tsx'
import { Table } from './Table.tsx'

/** Silent for this long, a source that used to speak is worth a look. */
const SILENT_MS = 24 * 60 * 60_000

export function SourcesTab() {
  const sources = useQuery(sourcesQuery(useBackend()))
  const refusal = useRefusal('manage-sources')
  const [asked, setAsked] = useState<'nothing' | 'add' | SourceView>('nothing')
  return (
    <div className="px-6 py-2">
      <Section title={words.bringAlerts} aside={words.jsonNdjsonOrGzip}>
        <DropAlerts />
      </Section>
      <Section
        title={words.sourcesThatSend}
        aside={
          <Button icon={<Plus aria-hidden size={14} />} disabledBecause={refusal} onClick={() => setAsked('add')}>
            {words.addSource}
          </Button>
        }
      >
        {sources.isPending ? <LoadingState label={words.loadingSources} /> : null}
        {sources.error === null ? null : <QueryFailed error={sources.error} onRetry={() => void sources.refetch()} />}
        {sources.data?.length === 0 ? (
          <EmptyState title={words.nothingSendsAlerts}>
            {words.howToAddASource(<span className="font-mono">{words.apiIngest}</span>)}
          </EmptyState>
        ) : null}
        {sources.data === undefined || sources.data.length === 0 ? null : (
          <Table
            label={words.sources}
            head={[
              [words.name, 'text-start'],
              [words.format, 'text-start'],
              [words.lastReceived, 'text-start'],
              [words.received, 'text-end'],
              [words.refused, 'text-end'],
              [words.added, 'text-start ps-8'],
              ['', 'text-end'],
            ]}
          >
            {sources.data.map((source) => (
              <tr key={source.id} className={source.isRevoked ? 'text-text-3' : undefined}>
                <td>
                  <HostileText text={source.name} /> {source.isSample ? <Tag>{words.sample}</Tag> : null}{' '}
                  {source.isRevoked ? <Tag>{words.revoked}</Tag> : null}
                </td>
                <td className="font-mono text-small">{source.format}</td>
                <td>
                  <LastReceived source={source} />
                </td>
                <td className="text-end tabular-nums">{countText(source.received)}</td>
                <td className="text-end tabular-nums">
                  {source.refused === 0 ? words.none : <Unknown>{countText(source.refused)}</Unknown>}
                </td>
                <td className="ps-8 text-text-2">
                  <Time at={source.createdAt} />
                </td>
                <td className="text-end">
                  {source.isRevoked ? null : (
                    <Button look="ghost" disabledBecause={refusal} onClick={() => setAsked(source)}>
                      {words.revoke}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Section>
      {asked === 'add' ? <AddSource onClose={() => setAsked('nothing')} /> : null}
      {typeof asked === 'object' ? <RevokeSource source={asked} onClose={() => setAsked('nothing')} /> : null}
    </div>
  )
}

/** Silence is not health: never heard of and long silent are said in words. */
function LastReceived({ source }: { readonly source: SourceView }) {
  const now = useNow(60_000)
  if (source.lastReceivedAt === null) {
    return source.isRevoked ? 'never' : <Unknown>{words.neverNothing}</Unknown>
  }
  const isSilent = !source.isRevoked && now - source.lastReceivedAt > SILENT_MS
  return (
    <span className={isSilent ? 'text-doubt' : undefined}>
      <Time at={source.lastReceivedAt} />
      {isSilent ? words.silentSinceThen : ''}
    </span>
  )
}
