import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApproverDomain } from '../../domain/people/domains.ts'
import type { Role } from '../../domain/people/person.ts'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { DomainBoxes } from './DomainBoxes.tsx'
import { ROLE_WORDS } from './role-words.ts'
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
        title={`${addition.data.person.name} may sign in`}
        footer={
          <Button look="ink" onClick={onClose}>
            I have passed it on
          </Button>
        }
      >
        <ShownOnce what="Sign-in link" value={addition.data.link} />
        <p className="mt-3 text-small text-text-2">
          It works once, within an hour. Whoever opens it first is that person.
        </p>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title="Add a person"
      send="Add person"
      isBusy={addition.isPending}
      error={addition.error}
      failed="Not added"
      onClose={onClose}
      onSend={add}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        maxLength={120}
        error={isTried && name.trim() === '' ? 'The record needs a name.' : null}
      />
      <TextField
        label="Team"
        value={team}
        onChange={setTeam}
        maxLength={120}
        hint="As owners are written in the inventory: a second approval may have to come from that team."
        error={isTried && team.trim() === '' ? 'Name the team.' : null}
      />
      <fieldset>
        <legend className="mb-1 text-small text-text-2">Roles</legend>
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
        {isTried && roles.length === 0 ? <p className="text-small text-bad">Choose at least one.</p> : null}
      </fieldset>
      {roles.includes('approver') ? <DomainBoxes domains={domains} onChange={setDomains} /> : null}
    </FormDialog>
  )
}
