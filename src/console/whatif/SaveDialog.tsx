import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/whatif.tsx'
import type { ScenarioContent, ScenarioDetail } from '../../domain/views/history-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { TextArea, TextField } from '../ui/TextField.tsx'

interface SaveDialogProps {
  readonly content: ScenarioContent
  /** The scenario that is open; another's is kept as a copy. */
  readonly current: ScenarioDetail | null
  readonly onClose: () => void
  readonly onSaved: (id: string) => void
}

/** Gives the draft a name, so that it can be found and shared. */
export function SaveDialog({ content, current, onClose, onSaved }: SaveDialogProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const refusal = useRefusal('keep-scenario')
  const own = current?.scenario.isMine === true ? current.scenario : null
  const [name, setName] = useState(current?.scenario.name ?? '')
  const [note, setNote] = useState(current?.scenario.note ?? '')
  const [isShared, setIsShared] = useState(own?.isShared ?? true)
  const save = useMutation({
    mutationFn: (asNew: boolean) => {
      const draft = { name: name.trim(), note: note.trim(), isShared, content }
      return own === null || asNew ? backend.addScenario(draft) : backend.saveScenario(own.id, draft, own.version)
    },
    onSuccess: async ({ scenario }) => {
      queries.removeQueries({ queryKey: ['what-if', 'scenario', scenario.id] })
      await queries.invalidateQueries({ queryKey: ['what-if', 'scenarios'] })
      announce(words.isSaved(scenario.number))
      onSaved(scenario.id)
    },
  })
  const [isAsked, setIsAsked] = useState(false)
  const because = refusal ?? (name.trim() === '' ? words.itNeedsAName : null)
  const send = (asNew: boolean) => {
    setIsAsked(true)
    if (because === null) save.mutate(asNew)
  }
  return (
    <FormDialog
      title={words.saveThisScenario}
      send={own === null ? words.save : words.saveInto(own.number)}
      also={
        own === null ? null : (
          <Button isBusy={save.isPending} onClick={() => send(true)}>
            {words.saveAsACopy}
          </Button>
        )
      }
      isBusy={save.isPending}
      error={save.error}
      failed={words.notSaved}
      onClose={onClose}
      onSend={() => send(false)}
    >
      <TextField label={words.name} value={name} onChange={setName} maxLength={120} error={isAsked ? because : null} />
      <TextArea label={words.note} value={note} onChange={setNote} maxLength={4000} />
      <Checkbox isChecked={isShared} onChange={setIsShared}>
        {words.whoeverMaySign}
      </Checkbox>
    </FormDialog>
  )
}
