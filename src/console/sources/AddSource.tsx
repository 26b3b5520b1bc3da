import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { formatsQuery } from './queries.ts'
import { ShownOnce } from './ShownOnce.tsx'

/** A source gets a token that is shown once: only its digest is stored. */
export function AddSource({ onClose }: { readonly onClose: () => void }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const formats = useQuery(formatsQuery(backend)).data ?? []
  const [name, setName] = useState('')
  const [format, setFormat] = useState('auto')
  const [isTried, setIsTried] = useState(false)
  const addition = useMutation({
    mutationFn: () => backend.addSource(name.trim(), format),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sources'] }),
  })
  const add = () => {
    setIsTried(true)
    if (name.trim() !== '') addition.mutate()
  }
  const added = addition.data
  if (added !== undefined) {
    const address = `${window.location.origin}/api/ingest/${added.source.format}`
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={`${added.source.name} may send`}
        footer={
          <Button look="ink" onClick={onClose}>
            I have kept the token
          </Button>
        }
      >
        <ShownOnce what="Token" value={added.token} />
        <p className="mt-4 mb-1 text-small text-text-2">Try it with a file:</p>
        <pre className="overflow-x-auto rounded-m border border-line bg-sunken px-3 py-2">
          {`curl -H "Authorization: Bearer $TOKEN" \\\n  -H "Content-Type: application/json" \\\n  --data-binary @alerts.json ${address}`}
        </pre>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title="Add a source"
      send="Add source"
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
        hint="Stands beside every alert it sends, e.g. GuardDuty eu-west-1."
        error={isTried && name.trim() === '' ? 'Give it a name that a colleague would recognise.' : null}
      />
      <Select
        label="Format"
        isLabelShown
        value={format}
        onChange={setFormat}
        choices={[
          { value: 'auto', label: 'any that is recognised' },
          ...formats.map(({ name: value, title }) => ({ value, label: title })),
        ]}
      />
      <p className="text-small text-text-3">A source that is bound to one format cannot send another with its token.</p>
    </FormDialog>
  )
}
