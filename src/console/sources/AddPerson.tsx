import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import { ROLE_WORDS } from '#words/sources.tsx'
import type { ApproverDomain } from '../../domain/people/domains.ts'
import type { Role } from '../../domain/people/person.ts'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { DomainBoxes } from './DomainBoxes.tsx'
import { ShownOnce } from './ShownOnce.tsx'

const ROLES = Object.keys(ROLE_WORDS) as readonly Role[]

/** A new person signs in with a link that works once. */
export function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [team, setTeam] = useState('')
  const [roles, setRoles] = useState<readonly Role[]>(['analyst'])
  const [domains, setDomains] = useState<readonly ApproverDomain[]>([])
  const [isTried, setIsTried] = useState(false)
  const addition = useMutation({
    mutationFn: () =>
      backend.addPerson({ name: name.trim(), team: team.trim(), roles: [...roles], domains: [...domains] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
  })
  const add = () => {
    setIsTried(true)
    if (name.trim() !== '' && team.trim() !== '' && roles.length > 0) addition.mutate()
  }
  if (addition.data !== undefined) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={words.maySign(addition.data.person.name)}
        footer={
          <Button look="ink" onClick={onClose}>
            {words.iHavePassed}
          </Button>
        }
      >
        <ShownOnce what={words.signInLink} value={addition.data.link} />
        <p className="mt-3 text-small text-text-2">{words.itWorksOnceWithin}</p>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title={words.addAPerson}
      send={words.addPerson}
      isBusy={addition.isPending}
      error={addition.error}
      failed={words.notAdded}
      onClose={onClose}
      onSend={add}
    >
      <TextField
        label={words.name}
        value={name}
        onChange={setName}
        maxLength={120}
        error={isTried && name.trim() === '' ? words.nameNeeded : null}
      />
      <TextField
        label={words.team}
        value={team}
        onChange={setTeam}
        maxLength={120}
        hint={words.teamHint}
        error={isTried && team.trim() === '' ? words.nameTheTeam : null}
      />
      <fieldset>
        <legend className="mb-1 text-small text-text-2">{words.roles}</legend>
        {ROLES.map((role) => (
          <div key={role}>
            <Checkbox
              isChecked={roles.includes(role)}
              onChange={(isChecked) => setRoles(isChecked ? [...roles, role] : roles.filter((other) => other !== role))}
            >
              <span className="font-strong">{ROLE_WORDS[role].name}</span>{' '}
              <span className="text-small text-text-2">{ROLE_WORDS[role].may}</span>
            </Checkbox>
          </div>
        ))}
        {isTried && roles.length === 0 ? <p className="text-small text-bad">{words.chooseAtLeastOne}</p> : null}
      </fieldset>
      {roles.includes('approver') ? <DomainBoxes domains={domains} onChange={setDomains} /> : null}
    </FormDialog>
  )
}
