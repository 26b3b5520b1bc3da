import type { QueryClient } from '@tanstack/react-query'
import type { Backend } from '../../../backend/port.ts'
import { type ImportStep, planImport } from '../../../domain/saved-view/import-views.ts'
import { listedView } from '../../shared/views/listed-views.ts'
import { viewsQuery } from '../../shared/views/queries.ts'
import { BUILT_IN_VIEWS } from './built-in-views.ts'
import { loadViewFile } from './load-view-file.ts'
import { runImport } from './run-import.ts'

/** What became of a file of views. */
export type Imported =
  | { readonly kind: 'imported'; readonly count: number }
  /** Names of it are taken: people decide, and nothing was added yet. */
  | { readonly kind: 'asks'; readonly steps: readonly ImportStep[] }
  /** It is no file of views, or no whole one: nothing of it was taken. */
  | { readonly kind: 'refused'; readonly because: string }
  /** The gateway did not take all of it. */
  | { readonly kind: 'stopped'; readonly done: number; readonly of: number; readonly error: unknown }

export async function importFile(file: Pick<File, 'text'>, backend: Backend, queries: QueryClient): Promise<Imported> {
  let done = 0
  let of = 0
  try {
    const { readViewFile } = await loadViewFile()
    const read = readViewFile(await file.text())
    if (!read.ok) return { kind: 'refused', because: read.because }
    of = read.views.length
    const saved = await queries.fetchQuery({ ...viewsQuery(backend), staleTime: 0 })
    const steps = planImport(read.views, [...BUILT_IN_VIEWS, ...saved.map(listedView)])
    if (steps.some(({ kind }) => kind === 'taken')) return { kind: 'asks', steps }
    const count = await runImport(
      backend,
      steps,
      () => 'leave',
      new Set(),
      ({ size }) => (done = size),
    )
    return { kind: 'imported', count }
  } catch (error) {
    return { kind: 'stopped', done, of, error }
  } finally {
    await queries.invalidateQueries({ queryKey: ['views'] })
  }
}
