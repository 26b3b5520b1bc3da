import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { PasskeyView } from '../../../domain/people/passkey.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useBackend } from '../backend.tsx'
import { failureWords } from '../backend-error.ts'

export function RevokePasskey({ passkey, onClose }: { readonly passkey: PasskeyView; readonly onClose: () => void }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const formId = useId()
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
    <Dialog
      isOpen
      onClose={onClose}
      title="Revoke this key?"
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            Keep it
          </Button>
          <Button look="ink" type="submit" form={formId} isBusy={revocation.isPending}>
            Revoke it for good
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setIsTried(true)
          if (!isTooShort) revocation.mutate()
        }}
      >
        {revocation.error === null ? null : (
          <Banner tone="bad" isUrgent title={`Not revoked. ${failureWords(revocation.error).title}.`}>
            {failureWords(revocation.error).detail}
          </Banner>
        )}
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
      </form>
    </Dialog>
  )
}
