import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
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
      say(words.domainsChanged(after.name))
      onClose()
    },
    onSettled: () => Promise.all(['people', 'plans'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  const isReasonMissing = reason.trim().length < 3
  return (
    <FormDialog
      title={words.whatApproves(person.name)}
      send={words.change}
      isBusy={change.isPending}
      error={change.error}
      failed={words.notChanged}
      onClose={onClose}
      onSend={() => {
        setIsTried(true)
        if (!isReasonMissing) change.mutate()
      }}
    >
      <DomainBoxes domains={domains} onChange={setDomains} />
      <p className="text-small text-text-2">{words.whyDomains}</p>
      <TextArea
        label={words.why}
        value={reason}
        onChange={setReason}
        error={isTried && isReasonMissing ? words.theRecordNeeds : null}
      />
    </FormDialog>
  )
}
