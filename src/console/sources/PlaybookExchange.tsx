import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FileDown } from 'lucide-react'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { useRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { FileDrop } from '../ui/FileDrop.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { plural } from '../ui/number-text.ts'
import { saveFile } from '../ui/save-file.ts'

/** Brings CACAO 2.0 documents in as courses. What is not understood whole is refused whole, with every reason. */
export function ImportPlaybook() {
  const backend = useBackend()
  const queries = useQueryClient()
  const refusal = useRefusal('import-playbook')
  const bringing = useMutation({
    mutationFn: async (files: readonly File[]) => {
      let known = await backend.listOwnPlaybooks()
      for (const file of files) known = await backend.importPlaybook(file)
      return known
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
  if (refusal !== null) {
    return <p className="pb-3 text-small text-text-3">Bringing in CACAO playbooks: {refusal}</p>
  }
  return (
    <div className="flex flex-col gap-2 pb-3">
      <FileDrop
        label="Drop CACAO 2.0 playbooks here, or choose them"
        hint="Each becomes a course of actions of the catalogue, which anyone who proposes can choose. Its commands are never run; a step that is none of ours is refused by name."
        accept="application/json,.json"
        onFiles={(files) => bringing.mutate(files)}
        progress={bringing.isPending ? { value: 0, max: 1, text: 'Reading' } : undefined}
      />
      {bringing.error === null ? null : (
        <Banner tone="bad" isUrgent title={`Not brought in. ${failureWords(bringing.error).title}.`}>
          <HostileText text={failureWords(bringing.error).detail} />
        </Banner>
      )}
      {bringing.data === undefined ? null : (
        <p role="status" className="text-text-2">
          {plural(bringing.data.length, 'course')} brought in:{' '}
          {bringing.data.map(({ title, version }) => `${title} v${version}`).join(', ')}.
        </p>
      )}
    </div>
  )
}

/** The playbook as a file that other orchestrators read. */
export function ExportPlaybook({ id, title }: { readonly id: string; readonly title: string }) {
  const backend = useBackend()
  const saving = useMutation({
    mutationFn: async () => saveFile(`${id}.cacao.json`, await backend.exportPlaybook(id)),
  })
  return (
    <>
      {saving.error === null ? null : (
        <span role="alert" className="text-bad">
          Not exported. {failureWords(saving.error).title}.
        </span>
      )}
      <Button
        look="ghost"
        icon={<FileDown aria-hidden size={14} />}
        isBusy={saving.isPending}
        aria-label={`CACAO of ${title}`}
        onClick={() => saving.mutate()}
      >
        CACAO
      </Button>
    </>
  )
}
