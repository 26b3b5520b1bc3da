import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../domain/people/person.ts'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { say } from '../ui/Toast.tsx'
import { DomainBoxes } from './DomainBoxes.tsx'

interface ChangeDomainsProps {
  readonly person: Person
  readonly onClose: () => void
}

/** Says for which kinds of systems somebody approves. Seats that they hold on waiting plans are judged by it at once. */
export function ChangeDomains({ person, onClose }: ChangeDomainsProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [domains, setDomains] = useState(person.domains)
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const change = useMutation({
    mutationFn: () => backend.giveDomains(person.id, person.domains, domains, reason.trim()),
    onSuccess: (after) => {
      say(`${after.name}: changed, and in the record.`)
      onClose()
    },
    onSettled: () => Promise.all(['people', 'plans'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  const isReasonMissing = reason.trim().length < 3
  return (
    <FormDialog
      title={`What ${person.name} approves for`}
      send="Change"
      isBusy={change.isPending}
      error={change.error}
      failed="Not changed"
      onClose={onClose}
      onSend={() => {
        setIsTried(true)
        if (!isReasonMissing) change.mutate()
      }}
    >
      <DomainBoxes domains={domains} onChange={setDomains} />
      <p className="text-small text-text-2">
        A gate may keep a seat for one of these. What is taken away frees the seats of plans that have not run.
      </p>
      <TextArea
        label="Why"
        value={reason}
        onChange={setReason}
        error={isTried && isReasonMissing ? 'The record needs a reason.' : null}
      />
    </FormDialog>
  )
}
