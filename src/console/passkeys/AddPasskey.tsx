import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
      say(`Key “${name.trim()}” added.`)
      onClose()
    },
  })
  return (
    <FormDialog
      title="Add a key"
      send={isFirst ? 'Make the key' : 'Confirm, then make the key'}
      isBusy={addition.isPending}
      error={addition.error}
      failed="Not added"
      onClose={onClose}
      onSend={() => {
        setIsTried(true)
        if (name.trim() !== '') addition.mutate()
      }}
    >
      <TextField
        label="Name of the key"
        value={name}
        onChange={setName}
        maxLength={60}
        hint="How you tell it from your others: “blue key”, “work laptop”."
        error={isTried && name.trim() === '' ? 'Give it a name.' : null}
      />
      <p className="text-small text-text-2">
        {isFirst
          ? 'The browser asks for your device or security key, and for its PIN, finger or face.'
          : 'The browser asks twice: first for a key that you have, then for the new one.'}
      </p>
    </FormDialog>
  )
}
