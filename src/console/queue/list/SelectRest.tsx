import * as words from '#words/queue.ts'
import { Button } from '../../ui/Button.tsx'

interface SelectRestProps {
  /** Alerts of the view, those behind closed groups and repeats among them. */
  readonly matched: number
  readonly selected: number
  readonly onSelectAll: () => void
}

/** From some rows to all that the view matches, for a hand that is on the mouse; the list's own key does the same. */
export function SelectRest({ matched, selected, onSelectAll }: SelectRestProps) {
  if (matched <= selected) return null
  return (
    <Button look="ghost" onClick={onSelectAll}>
      {words.selectRest(matched)}
    </Button>
  )
}
