import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/views.ts'
import type { Decided, ImportStep } from '../../../domain/saved-view/import-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { FormDialog } from '../../shared/FormDialog.tsx'
import { sayRefusal } from '../../shared/use-refusal.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { Select } from '../../ui/Select.tsx'
import { say } from '../../ui/Toast.tsx'
import { type Done, runImport } from './run-import.ts'

interface ImportViewsDialogProps {
  readonly steps: readonly ImportStep[]
  readonly onClose: () => void
}

/** Views of a file whose names are taken: what becomes of each is decided before any is added. */
export function ImportViewsDialog({ steps, onClose }: ImportViewsDialogProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [decided, setDecided] = useState<ReadonlyMap<number, Decided>>(new Map())
  const [done, setDone] = useState<Done>(new Set())
  const send = useMutation({
    mutationFn: () => runImport(backend, steps, (at) => decided.get(at) ?? 'rename', done, setDone),
    onSettled: () => queries.invalidateQueries({ queryKey: ['views'] }),
    onSuccess: (count) => {
      say(words.imported(count))
      onClose()
    },
  })
  const free = steps.filter(({ kind }) => kind === 'new').length
  const there = steps.filter(({ kind }) => kind === 'there').length
  return (
    <FormDialog
      title={words.importing.title}
      description={words.importing.others(free, there)}
      send={words.importing.send}
      isBusy={send.isPending}
      error={send.error}
      failed={words.importing.failed(done.size)}
      onClose={onClose}
      onSend={() => send.mutate()}
    >
      <ul className="flex flex-col">
        {steps.map((step, at) => {
          if (step.kind !== 'taken') return null
          const { draft, by, free: other } = step
          const refusal = by.saved === null ? words.importing.isBuiltIn : sayRefusal(by.saved.mayChange)
          return (
            <li
              key={at}
              className="flex flex-col gap-x-4 gap-y-1.5 border-b border-line py-2 last:border-b-0 tablet:flex-row tablet:items-center"
            >
              <span className="min-w-0 grow">
                <HostileText text={draft.name} className="font-strong" />
                <span className="block text-small text-text-3">
                  <HostileText
                    text={
                      refusal ?? (by.saved === null ? '' : words.importing.taken(by.saved.owner.name, by.saved.isMine))
                    }
                  />
                </span>
              </span>
              <Select
                label={words.importing.whatOf(draft.name)}
                value={decided.get(at) ?? 'rename'}
                onChange={(value) => setDecided(new Map(decided).set(at, value))}
                choices={[
                  { value: 'rename', label: words.importing.rename(other) },
                  ...(refusal === null ? [{ value: 'replace', label: words.importing.replace } as const] : []),
                  { value: 'leave', label: words.importing.leave },
                ]}
              />
            </li>
          )
        })}
      </ul>
    </FormDialog>
  )
}
