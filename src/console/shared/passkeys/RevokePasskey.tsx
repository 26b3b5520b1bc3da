import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PasskeyView } from '../../../domain/people/passkey.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useBackend } from '../backend.tsx'
import { FormDialog } from '../FormDialog.tsx'

export function RevokePasskey({ passkey, onClose }: { readonly passkey: PasskeyView; readonly onClose: () => void }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const isTooShort = reason.trim().length < 3
  const revocation = useMutation({
    mutationFn: () => backend.revokePasskey(passkey.id, reason.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['people'] })
      onClose()
    },
  })
  return (
    <FormDialog
      title="Revoke this key?"
      send="Revoke it for good"
      leave="Keep it"
      isBusy={revocation.isPending}
      error={revocation.error}
      failed="Not revoked"
      onClose={onClose}
      onSend={() => {
        setIsTried(true)
        if (!isTooShort) revocation.mutate()
      }}
    >
      <p className="text-text-2">
        From now on “<HostileText text={passkey.name} />” of <HostileText text={passkey.person.name} /> signs nothing,
        and what it approved no longer counts for plans that have not run. It cannot be brought back.
      </p>
      <TextField
        label="Reason"
        value={reason}
        onChange={setReason}
        maxLength={300}
        hint="Stands in the record: lost, replaced, left the team."
        error={isTried && isTooShort ? 'The record needs a reason.' : null}
      />
    </FormDialog>
  )
}
