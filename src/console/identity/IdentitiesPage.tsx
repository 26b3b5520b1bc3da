import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import * as words from '#words/identity.tsx'
import { KIND_WORDS } from '#words/shared/triage.ts'
import { IDENTITY_KINDS } from '../../domain/signal/signal-words.ts'
import type { IdentityRow } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useNavigate } from '../shared/router/router.ts'
import { oneOf, useUrlWords } from '../shared/url-state.ts'
import { Button } from '../ui/Button.tsx'
import { DataGrid } from '../ui/DataGrid.tsx'
import { useGridCursor } from '../ui/grid-cursor.ts'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { FootLine, ScreenBar } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import { SearchField } from '../ui/SearchField.tsx'
import { Select } from '../ui/Select.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { StateOf } from '../ui/Time.tsx'
import { Exchange } from './Exchange.tsx'
import { IDENTITY_COLUMNS, identitySentence, NARROW } from './identity-columns.tsx'

const PAGE_ROWS = 200

/** The inventory: who there is, whose it is, what nobody has claimed. The URL is the view. */
export function IdentitiesPage() {
  const backend = useBackend()
  const navigate = useNavigate()
  const [urlWords, change] = useUrlWords()
  const text = urlWords['text'] ?? ''
  const kind = oneOf(urlWords['kind'], IDENTITY_KINDS, '')
  const claim = oneOf(urlWords['claim'], ['claimed', 'unclaimed'] as const, '')
  const cursor = useGridCursor()
  const list = useInfiniteQuery({
    queryKey: ['identities', 'list', text, kind, claim],
    queryFn: ({ pageParam, signal }) =>
      backend.listIdentities(
        {
          limit: PAGE_ROWS,
          after: pageParam,
          ...(text === '' ? {} : { text }),
          ...(kind === '' ? {} : { kind }),
          ...(claim === '' ? {} : { claimed: claim === 'claimed' }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const open = (index: number) => {
    const row = rows[index]
    if (row !== undefined) navigate({ to: '/identities/$identityId', params: { identityId: row.id } })
  }
  const filter = (changed: Record<string, string | null>) => {
    cursor.moveTo(0)
    change(changed)
  }

  return (
    <>
      <ScreenBar title={words.identities} end={<Exchange />} />
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <SearchField
          className="min-w-60 grow"
          label={words.searchIdentities}
          placeholder={words.nameOwnerOrOne}
          value={text}
          onChange={(next) => filter({ text: next })}
          onSubmit={() => document.getElementById('grid')?.focus()}
        />
        <Select
          label={words.kind}
          value={kind}
          onChange={(next) => filter({ kind: next })}
          choices={[
            { value: '', label: words.everyKind },
            ...IDENTITY_KINDS.map((value) => ({ value, label: KIND_WORDS[value] })),
          ]}
        />
        <Select
          label={words.claimed}
          value={claim}
          onChange={(next) => filter({ claim: next })}
          choices={[
            { value: '', label: words.claimedOr },
            { value: 'claimed', label: words.claimed },
            { value: 'unclaimed', label: words.unclaimedTitle },
          ]}
        />
      </div>
      {list.isError && rows.length === 0 ? (
        <QueryFailed error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <LoadingState label={words.loadingIdentities} />
      ) : rows.length === 0 ? (
        <EmptyState
          title={text + kind + claim === '' ? words.noIdentityIsKnown : words.noIdentityMatches}
          actions={<Button onClick={() => filter({ text: null, kind: null, claim: null })}>{words.showAll}</Button>}
        >
          {words.importAnInventory}
        </EmptyState>
      ) : (
        <>
          {list.isFetchingNextPage ? <LoadingLine label={words.loadingMoreIdentities} /> : null}
          <DataGrid<IdentityRow>
            label={words.identities}
            columns={IDENTITY_COLUMNS}
            rowCount={rows.length + (list.hasNextPage ? 1 : 0)}
            getRow={(index) => rows[index] ?? 'loading'}
            onRangeNeeded={(_, end) => {
              if (end > rows.length && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
            }}
            rowKey={(row) => row.id}
            rowName={identitySentence}
            cursor={cursor}
            onOpen={open}
            narrow={NARROW}
          />
        </>
      )}
      <FootLine
        start={`${countText(rows.length)}${list.hasNextPage ? words.andMore : ''} ${words.identity(rows.length)}`}
        end={list.data?.pages[0] === undefined ? undefined : <StateOf at={list.data.pages[0].asOf} />}
      />
    </>
  )
}
