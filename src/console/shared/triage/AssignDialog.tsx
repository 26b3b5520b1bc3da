import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/shared/work.tsx'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { useBackend } from '../backend.tsx'
import { peopleQuery } from '../people.ts'
import { useSession } from '../session.ts'
import { ChoiceGroup } from './ChoiceGroup.tsx'
import { WorkDialog } from './WorkDialog.tsx'

interface AssignDialogProps {
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
  readonly onChanged: (row: AlertRow) => void
}

/** Gives alerts to somebody who works on alerts; they are told. */
export function AssignDialog({ rows, onClose, onChanged }: AssignDialogProps) {
  const me = useSession()?.person.id
  const able = useQuery(peopleQuery(useBackend(), 'triage-alert')).data ?? []
  const [who, setWho] = useState<string | null>(null)
  const [isAsked, setIsAsked] = useState(false)
  const change = () => {
    setIsAsked(true)
    return who === null ? null : { assignee: who }
  }
  return (
    <WorkDialog words={words.assignDialog} rows={rows} change={change} onClose={onClose} onChanged={onChanged}>
      <ChoiceGroup
        legend={words.toWhom}
        name="assignee"
        value={who}
        onChange={setWho}
        error={isAsked && who === null ? words.chooseSomebody : null}
        choices={able.map(({ id, name, team, roles }) => ({
          value: id,
          label: id === me ? words.you(name) : name,
          detail: <HostileText text={`${team}, ${roles.join(', ')}`} />,
        }))}
      />
    </WorkDialog>
  )
}
