import type { Backend } from '../../../backend/port.ts'
import type { AlertChange } from '../../../domain/views/alert-views.ts'
import type { BulkPreview, BulkView } from '../../../domain/views/bulk-views.ts'
import { type BulkMember, MOST_MEMBERS } from '../../../domain/work/bulk.ts'

/** A change of alerts, however many: one call holds some thousands, so it is told in parts. */
export interface LongBulk {
  readonly members: readonly BulkMember[]
  readonly query: string | null
  readonly change: AlertChange
}

const EXAMPLES = 5

/** What it would do, summed over its parts. */
export async function previewParts(
  backend: Pick<Backend, 'previewBulk'>,
  { members, query, change }: LongBulk,
  signal?: AbortSignal,
): Promise<BulkPreview> {
  const previews: BulkPreview[] = []
  for (const part of partsOf(members)) {
    previews.push(await backend.previewBulk({ members: [...part], query, change }, signal))
  }
  return sumOf(previews)
}

/** Keeps it as one action. Where a part is lost, what was told stays without effect: nothing runs before the last. */
export async function startParts(
  backend: Pick<Backend, 'startBulk' | 'addToBulk'>,
  { members, query, change }: LongBulk,
): Promise<BulkView> {
  const [first = [], ...others] = partsOf(members)
  let bulk = await backend.startBulk({ members: [...first], isMore: others.length > 0, query, change })
  for (const [at, part] of others.entries()) {
    bulk = await backend.addToBulk(bulk.id, { members: [...part], isMore: at < others.length - 1, query })
  }
  return bulk
}

function partsOf(members: readonly BulkMember[]): readonly (readonly BulkMember[])[] {
  const count = Math.ceil(members.length / MOST_MEMBERS)
  // Whoever chose them knows more of them than the gateway takes.
  const bare = members.map(({ id, version }) => ({ id, version }))
  return Array.from({ length: count }, (_, at) => bare.slice(at * MOST_MEMBERS, (at + 1) * MOST_MEMBERS))
}

function sumOf(previews: readonly BulkPreview[]): BulkPreview {
  const others = new Map<string, { because: string; count: number; numbers: number[] }>()
  for (const { because, count, numbers } of previews.flatMap((preview) => preview.others)) {
    const before = others.get(because)
    others.set(because, {
      because,
      count: count + (before?.count ?? 0),
      numbers: [...(before?.numbers ?? []), ...numbers].slice(0, EXAMPLES),
    })
  }
  return {
    total: previews.reduce((sum, { total }) => sum + total, 0),
    willChange: previews.reduce((sum, { willChange }) => sum + willChange, 0),
    others: [...others.values()].sort((a, b) => b.count - a.count),
  }
}
