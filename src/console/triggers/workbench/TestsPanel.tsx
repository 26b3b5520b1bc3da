import { CircleCheck, CircleX, X } from 'lucide-react'
import * as words from '#words/workbench.tsx'
import type { HistoryRecord } from '../../../domain/views/record-views.ts'
import { IconButton } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { PinnedTest } from './drafts.ts'

/** A pinned record with what the text does to it; `fires` is null while that is not known. */
export interface CheckedTest {
  readonly test: PinnedTest
  /** Null where the record is not there any more. */
  readonly record: HistoryRecord | null
  readonly fires: boolean | null
}

export function isFailing({ test, fires }: CheckedTest): boolean {
  return fires !== null && fires !== (test.must === 'fire')
}

interface TestsPanelProps {
  readonly tests: readonly CheckedTest[]
  readonly onChoose: (recordId: string) => void
  readonly onRemove: (recordId: string) => void
}

/** Records that somebody pinned, and whether the text does to them what it must. */
export function TestsPanel({ tests, onChoose, onRemove }: TestsPanelProps) {
  if (tests.length === 0) {
    return <EmptyState title={words.noRecordIsPinned}>{words.chooseARecord}</EmptyState>
  }
  const failing = tests.filter(isFailing).length
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <p role="status" className="px-4 py-2 text-text-2">
        {words.testsInSum(failing, tests.length)}
      </p>
      <ul>
        {tests.map((checked) => (
          <li key={checked.test.recordId} className="flex items-center gap-2 border-b border-line px-4 py-1">
            <Outcome checked={checked} />
            <button
              type="button"
              className="min-w-0 grow truncate py-1 text-start hover:underline"
              onClick={() => onChoose(checked.test.recordId)}
            >
              {checked.record === null ? (
                <span className="text-doubt">{words.aRecordThatIsGone}</span>
              ) : (
                <HostileText text={checked.record.title} />
              )}
            </button>
            <span className="shrink-0 text-small text-text-3">
              {checked.test.must === 'fire' ? words.mustFireWord : words.mustNotFireWord}
            </span>
            <IconButton
              label={words.unpin}
              icon={<X aria-hidden size={14} />}
              onClick={() => onRemove(checked.test.recordId)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Outcome({ checked }: { readonly checked: CheckedTest }) {
  if (checked.fires === null) return <span className="w-16 shrink-0 text-small text-text-3">{words.notTried}</span>
  return isFailing(checked) ? (
    <span className="flex w-16 shrink-0 items-center gap-1.5 text-small text-bad">
      <CircleX aria-hidden size={14} /> {words.fails}
    </span>
  ) : (
    <span className="flex w-16 shrink-0 items-center gap-1.5 text-small text-ok">
      <CircleCheck aria-hidden size={14} /> {words.holds}
    </span>
  )
}
