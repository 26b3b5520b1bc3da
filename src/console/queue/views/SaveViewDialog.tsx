import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/views.ts'
import type { Role } from '../../../domain/people/person.ts'
import { fold } from '../../../domain/saved-view/import-views.ts'
import type { SavedView } from '../../../domain/saved-view/saved-view.ts'
import { useBackend } from '../../shared/backend.tsx'
import { FormDialog } from '../../shared/FormDialog.tsx'
import { useSession } from '../../shared/session.ts'
import { refusalOf, sayRefusal, useRefusal } from '../../shared/use-refusal.ts'
import { viewsQuery } from '../../shared/views/queries.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { BUILT_IN_VIEWS } from './built-in-views.ts'

const ROLES_WITH_A_QUEUE = ['analyst', 'approver', 'manager', 'trigger-engineer', 'integrator'] as const

interface SaveViewDialogProps {
  /** The view that is changed; null for a new one. */
  readonly view: SavedView | null
  /** What is saved: the words of the URL. */
  readonly search: string
  readonly onClose: () => void
  readonly onSaved: (view: SavedView) => void
}

/** Gives a view its name, says who finds it, and for a manager who begins with it. */
export function SaveViewDialog({ view, search, onClose, onSaved }: SaveViewDialogProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const session = useSession()
  const refusal = useRefusal('keep-view')
  const [name, setName] = useState(view?.name ?? '')
  const [isAsked, setIsAsked] = useState(false)
  const [isShared, setIsShared] = useState(view?.audience === 'team')
  const [roles, setRoles] = useState<readonly Role[]>(view?.defaultFor ?? [])
  const team = view?.team ?? session?.person.team ?? ''
  const choiceRefusal = view === null ? refusalOf(session, 'set-default-view') : sayRefusal(view.mayChooseDefault)
  const save = useMutation({
    mutationFn: async () => {
      const draft = { name: name.trim(), search, audience: isShared ? 'team' : 'private' } as const
      const saved = view === null ? await backend.addView(draft) : await backend.saveView(view.id, draft, view.version)
      const isSame = roles.length === saved.defaultFor.length && roles.every((role) => saved.defaultFor.includes(role))
      return choiceRefusal !== null || !isShared || isSame
        ? saved
        : backend.setViewDefaults(saved.id, roles, saved.version)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['views'] }),
    onSuccess: onSaved,
  })
  const others = useQuery(viewsQuery(backend)).data?.filter(({ id }) => id !== view?.id) ?? []
  const isTaken = [...BUILT_IN_VIEWS, ...others].some((other) => fold(other.name) === fold(name))
  const fault = name.trim() === '' ? words.dialog.needsName : isTaken ? words.dialog.isTaken : null
  const because = refusal ?? fault
  return (
    <FormDialog
      title={view === null ? words.dialog.titleNew : words.dialog.titleOld}
      send={words.dialog.save}
      isBusy={save.isPending}
      error={save.error}
      failed={words.dialog.failed}
      onClose={onClose}
      onSend={() => {
        setIsAsked(true)
        if (because === null) save.mutate()
      }}
    >
      {view === null || view.isMine ? null : <p className="text-text-2">{words.dialog.shared(view.owner.name)}</p>}
      <TextField
        label={words.dialog.name}
        value={name}
        onChange={setName}
        maxLength={80}
        error={isAsked ? because : null}
      />
      <Checkbox isChecked={isShared} onChange={setIsShared}>
        {words.dialog.team(team)}
      </Checkbox>
      {isShared && choiceRefusal !== null ? (
        <p className="text-small text-text-3">
          <HostileText text={words.dialog.begins} />: <HostileText text={choiceRefusal} />
        </p>
      ) : null}
      {isShared && choiceRefusal === null ? (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-small text-text-3">{words.dialog.begins}</legend>
          {ROLES_WITH_A_QUEUE.map((role) => (
            <Checkbox
              key={role}
              isChecked={roles.includes(role)}
              onChange={(isOn) => setRoles(isOn ? [...roles, role] : roles.filter((one) => one !== role))}
            >
              {words.roles[role]}
            </Checkbox>
          ))}
          <p className="text-small text-text-3">{words.dialog.beginsHint}</p>
        </fieldset>
      ) : null}
    </FormDialog>
  )
}
