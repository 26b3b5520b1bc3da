import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Download, Upload } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/identity.tsx'
import type { ImportReport } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { useRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { FileDrop } from '../ui/FileDrop.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Facts } from '../ui/layout.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { countText } from '../ui/number-text.ts'
import { importFormat } from './identity-map.ts'

const FORMATS = ['csv', 'json', 'ndjson'] as const

/** The inventory in and out: three formats that read back what they wrote. */
export function Exchange() {
  const backend = useBackend()
  const [isImporting, setIsImporting] = useState(false)
  const save = useMutation({
    mutationFn: async (format: (typeof FORMATS)[number]) => {
      const url = URL.createObjectURL(await backend.exportIdentities(format))
      const link = document.createElement('a')
      link.href = url
      link.download = `identities.${format}`
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 60_000)
    },
  })
  const importRefusal = useRefusal('import-identities')
  const exportRefusal = useRefusal('export-identities')
  return (
    <>
      <Menu
        trigger={
          <Button icon={<Download aria-hidden size={14} />} isBusy={save.isPending} disabledBecause={exportRefusal}>
            {words.exportIt}
          </Button>
        }
      >
        {FORMATS.map((format) => (
          <MenuItem key={format} onSelect={() => save.mutate(format)}>
            {format.toUpperCase()}
          </MenuItem>
        ))}
      </Menu>
      <Button
        icon={<Upload aria-hidden size={14} />}
        disabledBecause={importRefusal}
        onClick={() => setIsImporting(true)}
      >
        {words.importIt}
      </Button>
      {isImporting ? <ImportDialog onClose={() => setIsImporting(false)} /> : null}
    </>
  )
}

function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [wrongFile, setWrongFile] = useState<string | null>(null)
  const read = useMutation({
    mutationFn: ({ format, file }: { format: 'json' | 'ndjson' | 'csv'; file: File }) =>
      backend.importIdentities(format, file),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['identities'] }),
  })
  const take = (files: readonly File[]) => {
    const file = files[0]
    if (file === undefined) return
    const format = importFormat(file.name)
    setWrongFile(format === null ? file.name : null)
    if (format !== null) read.mutate({ format, file })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.importIdentities}
      description={words.whatImportDoes}
      footer={<Button onClick={onClose}>{words.close}</Button>}
    >
      <div className="flex flex-col gap-4">
        <FileDrop
          label={words.dropAFileHere}
          hint={words.whichFiles(
            <a className="text-accent underline" href="/api/identities/columns">
              {words.columns}
            </a>,
          )}
          accept=".json,.ndjson,.jsonl,.csv"
          onFiles={take}
          progress={read.isPending ? { value: 0, max: 1, text: words.readingTheFile } : undefined}
        />
        {wrongFile === null ? null : (
          <Banner tone="bad" isUrgent title={words.notRead}>
            {words.wrongKindOfFile(<HostileText text={wrongFile} />)}
          </Banner>
        )}
        {read.error === null ? null : (
          <Banner tone="bad" isUrgent title={`${failureWords(read.error).title}.`}>
            <HostileText text={failureWords(read.error).detail} />
          </Banner>
        )}
        {read.data === undefined ? null : <Report report={read.data} />}
      </div>
    </Dialog>
  )
}

function Report({ report }: { readonly report: ImportReport }) {
  return (
    <div role="status">
      <Facts
        facts={[
          { label: words.created, value: countText(report.created) },
          { label: words.updated, value: countText(report.updated) },
          { label: words.unchanged, value: countText(report.unchanged) },
          { label: words.refused, value: countText(report.refused.length) },
        ]}
      />
      {report.refused.length === 0 ? null : (
        <ul className="mt-2 max-h-48 overflow-y-auto text-small">
          {report.refused.map(({ line, reason }) => (
            <li key={`${line}:${reason}`} className="flex gap-3 border-b border-line py-1">
              <span className="w-16 shrink-0 text-text-3">{words.lineNumber(line)}</span>
              <HostileText text={reason} className="[overflow-wrap:anywhere]" />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
