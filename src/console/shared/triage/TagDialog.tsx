import { useState } from 'react'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { normaliseTag } from '../../../domain/work/tags.ts'
import { TextField } from '../../ui/TextField.tsx'
import { WorkDialog } from './WorkDialog.tsx'

const WORDS = { verb: 'Tag', done: 'tagged', leave: 'Leave it' }

interface TagDialogProps {
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
  readonly onChanged: (row: AlertRow) => void
}

/** Adds tags, several by commas, in the one form that tags have. */
export function TagDialog({ rows, onClose, onChanged }: TagDialogProps) {
  const [text, setText] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const words = text.split(',').filter((word) => word.trim() !== '')
  const wrong = words.find((word) => normaliseTag(word) === null)
  const change = () => {
    setIsAsked(true)
    return words.length === 0 || wrong !== undefined ? null : { addTags: words }
  }
  const error =
    wrong !== undefined
      ? `“${wrong.trim()}” is no tag. Use letters, digits, hyphens, or any of _ . : /`
      : isAsked && words.length === 0
        ? 'Write at least one.'
        : null
  return (
    <WorkDialog words={WORDS} rows={rows} change={change} onClose={onClose} onChanged={onChanged}>
      <TextField
        label="Tags"
        value={text}
        onChange={setText}
        maxLength={400}
        hint="Several by commas. Kept in lower case, blanks as hyphens."
        error={error}
      />
    </WorkDialog>
  )
}
