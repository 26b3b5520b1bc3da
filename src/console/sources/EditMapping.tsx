import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import { BackendError } from '../../backend/port.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { CONFIRM_CAPS } from '../shared/keys/confirm-caps.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { TextArea } from '../ui/TextField.tsx'

/** A document that works as it stands, so that one begins by changing pointers and not by reading a schema. */
const BEGINNING = {
  name: 'my-source',
  title: words.mySource,
  vendor: words.vendor,
  product: words.product,
  form: words.finding,
  recognise: [{ at: '/kind', equals: 'my.alert' }],
  fields: {
    id: '/id',
    type: '/rule',
    title: '/title',
    severity: { from: '/severity', map: { high: 'high', medium: 'medium', low: 'low' } },
    observedAt: { from: '/time' },
    affected: [{ kind: 'service-account', names: [{ kind: 'user-name', from: '/account' }] }],
    ip: '/source_ip',
  },
}

interface EditMappingProps {
  /** Null for a new one. */
  readonly document: unknown
  readonly refusal: string | null
  readonly onClose: () => void
}

export function EditMapping({ document, refusal, onClose }: EditMappingProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [text, setText] = useState(() => JSON.stringify(document ?? BEGINNING, null, 2))
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const saving = useMutation({
    mutationFn: (mapping: unknown) => backend.saveMapping(mapping),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['sources'] })
      onClose()
    },
  })
  const save = () => {
    if (refusal !== null || saving.isPending) return
    try {
      const mapping: unknown = JSON.parse(text)
      setUnreadable(null)
      saving.mutate(mapping)
    } catch (error) {
      setUnreadable(error instanceof Error ? error.message : words.thisIsNotJson)
    }
  }
  const issues = saving.error instanceof BackendError ? saving.error.issues : []
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onConfirm={save}
      width="wide"
      title={document === null ? words.addAMapping : words.mapping}
      description={words.whatAMappingIs}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button look="ink" keys={CONFIRM_CAPS} isBusy={saving.isPending} disabledBecause={refusal} onClick={save}>
            {words.saveMapping}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {saving.error === null ? null : (
          <Banner tone="bad" isUrgent title={`${failureWords(saving.error).title}.`}>
            {issues.length === 0 ? <HostileText text={failureWords(saving.error).detail} /> : null}
          </Banner>
        )}
        {issues.length === 0 ? null : (
          <ul className="text-small">
            {issues.map(({ at, message }) => (
              <li key={`${at} ${message}`} className="flex gap-3 py-0.5">
                <HostileText text={at === '' ? '/' : at} mono className="shrink-0" />
                <span className="text-text-2">{message}</span>
              </li>
            ))}
          </ul>
        )}
        <TextArea
          label={words.document}
          mono
          rows={22}
          readOnly={refusal !== null}
          value={text}
          onChange={setText}
          error={unreadable}
          hint={words.documentHint}
        />
      </div>
    </Dialog>
  )
}
