import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import { BackendError } from '../../backend/port.ts'
import type { ConnectorKindView, ConnectorView } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea, TextField } from '../ui/TextField.tsx'
import { changedValues, missingFields } from './connector-form.ts'
import { NO_STAND_IN, StandInFields, toStandIn, toText } from './StandInFields.tsx'

interface EditConnectorProps {
  readonly kinds: readonly ConnectorKindView[]
  /** Null for a new one. */
  readonly connector: ConnectorView | null
  readonly onClose: () => void
}

/** The form of one kind. A secret that is set stays empty here: writing one replaces it, leaving it empty keeps it. */
export function EditConnector({ kinds, connector, onClose }: EditConnectorProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [kindId, setKindId] = useState(connector?.kind ?? kinds[0]?.id ?? '')
  const [name, setName] = useState(connector?.title ?? '')
  const [values, setValues] = useState<Readonly<Record<string, string>>>(connector?.settings ?? {})
  const [isTried, setIsTried] = useState(false)
  const [use, setUse] = useState<'plans' | 'exercises'>((connector?.standIn ?? null) === null ? 'plans' : 'exercises')
  const [standIn, setStandIn] = useState(connector?.standIn == null ? NO_STAND_IN : toText(connector.standIn))
  const forExercises = use === 'exercises' ? { standIn: toStandIn(standIn) } : {}
  const kind = kinds.find(({ id }) => id === kindId)
  const saving = useMutation({
    mutationFn: (ready: ConnectorKindView) =>
      connector === null
        ? backend.addConnector({
            kind: ready.id,
            name: name.trim(),
            values: changedValues(ready, {}, values),
            ...forExercises,
          })
        : backend.changeConnector(
            connector.id,
            { name: name.trim(), values: changedValues(ready, connector.settings, values), ...forExercises },
            connector.version ?? 0,
          ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['plans', 'connectors'] })
      onClose()
    },
  })
  if (kind === undefined) return null
  const missing = missingFields(kind, connector?.secrets.map((secret) => secret.name) ?? [], values)
  const issues = saving.error instanceof BackendError ? saving.error.issues : []
  const errorOf = (field: string): string | null =>
    issues.find(({ at }) => at === `/values/${field}`)?.message ??
    (isTried && missing.includes(field) ? words.itIsNeeded : null)
  const isStandInMissing = use === 'exercises' && standIn.account.trim() === ''
  const save = () => {
    setIsTried(true)
    if (missing.length === 0 && name.trim() !== '' && !isStandInMissing) saving.mutate(kind)
  }
  return (
    <FormDialog
      width="wide"
      description={kind.purpose}
      title={connector === null ? words.connectATarget : words.changeTheConnector}
      send={connector === null ? words.connect : words.save}
      isBusy={saving.isPending}
      error={saving.error}
      failed={words.notSaved}
      onClose={onClose}
      onSend={save}
    >
      {connector === null ? (
        <Select
          label={words.kind}
          isLabelShown
          value={kindId}
          onChange={(next) => {
            setKindId(next)
            setValues({})
            setIsTried(false)
            saving.reset()
          }}
          choices={kinds.map(({ id, title }) => ({ value: id, label: title }))}
        />
      ) : null}
      {connector === null ? (
        <Select
          label={words.usedFor}
          isLabelShown
          value={use}
          onChange={setUse}
          choices={[
            { value: 'plans', label: words.plansApprovedSteps },
            { value: 'exercises', label: words.exercisesOnlyAStaging },
          ]}
        />
      ) : null}
      <TextField
        label={words.name}
        value={name}
        onChange={setName}
        maxLength={120}
        hint={words.standsBesideEveryStep}
        error={isTried && name.trim() === '' ? words.giveItAName : null}
      />
      {kind.fields.map((field) => {
        const isSet = connector?.secrets.some((secret) => secret.name === field.name) ?? false
        const shared = {
          label: field.isRequired ? field.label : words.mayStayEmpty(field.label),
          value: values[field.name] ?? '',
          onChange: (text: string) => setValues({ ...values, [field.name]: text }),
          error: errorOf(field.name),
          hint: isSet ? words.leaveItEmpty(field.hint) : field.hint,
        }
        if (field.kind === 'lines') return <TextArea key={field.name} {...shared} mono rows={4} />
        return <TextField key={field.name} {...shared} mono type={field.kind === 'secret' ? 'password' : 'text'} />
      })}
      {use === 'exercises' ? (
        <StandInFields value={standIn} onChange={setStandIn} isMissing={isTried && isStandInMissing} />
      ) : null}
      <div className="text-small text-text-2">
        <p>{words.itNeedsAtTheTarget}</p>
        <ul className="ms-4 list-disc">
          {kind.leastPrivilege.map((right) => (
            <li key={right}>{right}</li>
          ))}
        </ul>
        {kind.isTried ? null : <p className="mt-2 text-doubt">{words.notYetTried}</p>}
      </div>
    </FormDialog>
  )
}
