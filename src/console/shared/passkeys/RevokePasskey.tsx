import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/shared/passkeys.tsx'
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
      title={words.revokeThisKey}
      send={words.revokeItForGood}
      leave={words.keepIt}
      isBusy={revocation.isPending}
      error={revocation.error}
      failed={words.notRevoked}
      onClose={onClose}
      onSend={() => {
        setIsTried(true)
        if (!isTooShort) revocation.mutate()
      }}
    >
      <p className="text-text-2">
        {words.whatRevokingDoes(<HostileText text={passkey.name} />, <HostileText text={passkey.person.name} />)}
      </p>
      <TextField
        label={words.reason}
        value={reason}
        onChange={setReason}
        maxLength={300}
        hint={words.standsInTheRecord}
        error={isTried && isTooShort ? words.reasonNeeded : null}
      />
    </FormDialog>
  )
}
