import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/passkeys.ts'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { makeKey, signWithKey } from '../shared/passkeys/ask-key.ts'
import { TextField } from '../ui/TextField.tsx'
import { say } from '../ui/Toast.tsx'

interface AddPasskeyProps {
  /** The first one here. Any further one is confirmed with one that stands. */
  readonly isFirst: boolean
  readonly onClose: () => void
}

/** Names a key, has it made by the browser, and, where there is one already, confirmed by that one. */
export function AddPasskey({ isFirst, onClose }: AddPasskeyProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [isTried, setIsTried] = useState(false)
  const addition = useMutation({
    mutationFn: async () => {
      const { creation, confirmation } = await backend.beginPasskey()
      const confirmed = confirmation === null ? null : await signWithKey(confirmation)
      await backend.addPasskey(name.trim(), await makeKey(creation), confirmed)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['people'] })
      say(words.keyAdded(name.trim()))
      onClose()
    },
  })
  return (
    <FormDialog
      title={words.addAKey}
      send={isFirst ? words.makeTheKey : words.confirmThenMake}
      isBusy={addition.isPending}
      error={addition.error}
      failed={words.notAdded}
      onClose={onClose}
      onSend={() => {
        setIsTried(true)
        if (name.trim() !== '') addition.mutate()
      }}
    >
      <TextField
        label={words.nameOfTheKey}
        value={name}
        onChange={setName}
        maxLength={60}
        hint={words.nameHint}
        error={isTried && name.trim() === '' ? words.giveItAName : null}
      />
      <p className="text-small text-text-2">{isFirst ? words.theBrowserAsks : words.theBrowserAsksTwice}</p>
    </FormDialog>
  )
}
