import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
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
        title={words.maySend(added.source.name)}
        footer={
          <Button look="ink" onClick={onClose}>
            {words.iHaveKeptTheToken}
          </Button>
        }
      >
        <ShownOnce what={words.token} value={added.token} />
        <p className="mt-4 mb-1 text-small text-text-2">{words.tryItWithAFile}</p>
        <pre className="overflow-x-auto rounded-m border border-line bg-sunken px-3 py-2">
          {`curl -H "Authorization: Bearer $TOKEN" \\\n  -H "Content-Type: application/json" \\\n  --data-binary @alerts.json ${address}`}
        </pre>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title={words.addASource}
      send={words.addSource}
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
        hint={words.standsBesideEvery}
        error={isTried && name.trim() === '' ? words.giveItAName : null}
      />
      <Select
        label={words.format}
        isLabelShown
        value={format}
        onChange={setFormat}
        choices={[
          { value: 'auto', label: words.anyFormat },
          ...formats.map(({ name: value, title }) => ({ value, label: title })),
        ]}
      />
      <p className="text-small text-text-3">{words.formatHint}</p>
    </FormDialog>
  )
}
