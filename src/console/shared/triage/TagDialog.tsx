import { useState } from 'react'
import * as words from '#words/shared/work.tsx'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { normaliseTag } from '../../../domain/work/tags.ts'
import { TextField } from '../../ui/TextField.tsx'
import { WorkDialog } from './WorkDialog.tsx'

interface TagDialogProps {
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
  readonly onChanged: (row: AlertRow) => void
}

/** Adds tags, several by commas, in the one form that tags have. */
export function TagDialog({ rows, onClose, onChanged }: TagDialogProps) {
  const [text, setText] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const said = text.split(',').filter((word) => word.trim() !== '')
  const wrong = said.find((word) => normaliseTag(word) === null)
  const change = () => {
    setIsAsked(true)
    return said.length === 0 || wrong !== undefined ? null : { addTags: said }
  }
  const error =
    wrong !== undefined ? words.isNoTag(wrong.trim()) : isAsked && said.length === 0 ? words.writeAtLeastOne : null
  return (
    <WorkDialog words={words.tagDialog} rows={rows} change={change} onClose={onClose} onChanged={onChanged}>
      <TextField
        label={words.tags}
        value={text}
        onChange={setText}
        maxLength={400}
        hint={words.severalByCommas}
        error={error}
      />
    </WorkDialog>
  )
}
