import { CircleAlert, TriangleAlert } from 'lucide-react'
import * as words from '#words/workbench.tsx'
import type { LabProblem } from '../../../engine/worker/client.ts'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { ScrollBox } from '../ScrollBox.tsx'

interface ProblemListProps {
  readonly problems: readonly LabProblem[]
  readonly onPlace: (problem: LabProblem) => void
  readonly onFix: (fix: NonNullable<LabProblem['fix']>) => void
}

/** What is wrong with the text: where, what, and what would be right. The correction itself where there is one. */
export function ProblemList({ problems, onPlace, onFix }: ProblemListProps) {
  if (problems.length === 0) return null
  return (
    <ScrollBox label={words.problems} className="max-h-[34%] shrink-0 border-t border-line bg-surface">
      <ul>
        {problems.map((problem) => {
          const { line, column, message, shouldBe, isWarning, fix } = problem
          return (
            <li
              key={`${line} ${column} ${message}`}
              className="flex items-start gap-2 border-b border-line px-3 py-1.5 text-small last:border-b-0"
            >
              <span className={isWarning ? 'mt-px shrink-0 text-doubt' : 'mt-px shrink-0 text-bad'}>
                {isWarning ? <TriangleAlert aria-hidden size={14} /> : <CircleAlert aria-hidden size={14} />}
                <span className="sr-only">{isWarning ? words.warning : words.problem}</span>
              </span>
              <button
                type="button"
                className="min-w-0 grow text-start hover:underline"
                onClick={() => onPlace(problem)}
              >
                <span className="line-clamp-4">
                  <span className="text-text-3 tabular-nums">
                    {line}:{column}
                  </span>{' '}
                  <HostileText text={message} />
                  <span className="text-text-2">{words.andShouldBe(<HostileText text={shouldBe} />)}</span>
                </span>
              </button>
              {fix === null ? null : (
                <Button onClick={() => onFix(fix)}>
                  {words.instead(<HostileText text={fix.text} mono maxLength={24} />)}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </ScrollBox>
  )
}
