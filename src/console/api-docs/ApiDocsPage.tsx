import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useState } from 'react'
import * as words from '#words/api-docs.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useUrlWords } from '../shared/url-state.ts'
import { ScreenBar } from '../ui/layout.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { OperationDoc } from './OperationDoc.tsx'
import { type Operation, operationGroups } from './openapi.ts'
import { readOpenApi } from './read-openapi.ts'

/** The API as the gateway describes itself: the document is made from the schemas that validate, so it cannot be out of date. */
export function ApiDocsPage() {
  const [urlWords, changeWords] = useUrlWords()
  const [text, setText] = useState('')
  const document = useQuery({
    queryKey: ['openapi'],
    queryFn: ({ signal }) => readOpenApi(signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (document.isPending) return <LoadingState label={words.loadingTheDescription} />
  if (document.data === undefined) {
    return <QueryFailed error={document.error} onRetry={() => void document.refetch()} />
  }
  const groups = operationGroups(document.data)
  const all = groups.flatMap(({ operations }) => operations)
  const chosen = all.find(({ id }) => id === urlWords['operation']) ?? all[0]
  const fits = (operation: Operation) =>
    `${operation.id} ${operation.summary}`.toLowerCase().includes(text.trim().toLowerCase())
  const shown = groups
    .map((group) => ({ ...group, operations: group.operations.filter(fits) }))
    .filter(({ operations }) => operations.length > 0)

  return (
    <>
      <ScreenBar
        title={words.api}
        end={
          <a href="/api/openapi.json" className="rounded-m px-2 py-1 text-small text-accent hover:underline">
            {words.openapiJson}
          </a>
        }
      >
        <span className="self-center text-small text-text-3">
          {words.version(document.data.info.title, document.data.info.version)}
        </span>
      </ScreenBar>
      <div className="flex min-h-0 grow flex-col tablet:flex-row">
        <nav
          aria-label={words.operations}
          className="max-h-60 shrink-0 overflow-y-auto border-b border-line px-3 py-3 tablet:max-h-none tablet:w-85 tablet:border-e tablet:border-b-0"
        >
          <SearchField label={words.searchOperations} placeholder={words.pathOrWords} value={text} onChange={setText} />
          {shown.length === 0 ? <p className="px-2 py-4 text-text-2">{words.noOperation}</p> : null}
          {shown.map(({ name, operations }) => (
            <section key={name} className="mt-3">
              <h2 className="px-2 pb-1 text-small text-text-3">{name}</h2>
              <ul>
                {operations.map((operation) => (
                  <li key={operation.id}>
                    <button
                      type="button"
                      aria-current={operation.id === chosen?.id ? 'true' : undefined}
                      data-ring="inside"
                      onClick={() => changeWords({ operation: operation.id }, 'push')}
                      className={clsx(
                        'flex min-h-7 w-full items-baseline gap-2 rounded-m px-2 py-1 text-start hover:bg-hover',
                        operation.id === chosen?.id && 'bg-select',
                      )}
                    >
                      <Method method={operation.method} />
                      <span className="min-w-0 grow truncate font-mono text-small">{operation.path}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        <div className="min-h-0 min-w-0 grow overflow-y-auto px-6 py-4">
          {chosen === undefined ? (
            <EmptyState title={words.documentIsEmpty}>{words.noPaths}</EmptyState>
          ) : (
            <OperationDoc key={chosen.id} document={document.data} operation={chosen} />
          )}
        </div>
      </div>
    </>
  )
}

/** Reading and changing are told apart by weight, not by a rainbow of verbs. */
function Method({ method }: { readonly method: string }) {
  return (
    <span
      className={clsx('w-11 shrink-0 font-mono text-micro', method === 'get' ? 'text-text-3' : 'font-title text-text')}
    >
      {method.toUpperCase()}
    </span>
  )
}
