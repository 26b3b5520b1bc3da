import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FileDown } from 'lucide-react'
import * as words from '#words/sources.tsx'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { useRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { FileDrop } from '../ui/FileDrop.tsx'
import { HostileText } from '../ui/HostileText.tsx'
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
    return <p className="pb-3 text-small text-text-3">{words.bringingInCacao(refusal)}</p>
  }
  return (
    <div className="flex flex-col gap-2 pb-3">
      <FileDrop
        label={words.dropPlaybooks}
        hint={words.whatBecomesOfThem}
        accept="application/json,.json"
        onFiles={(files) => bringing.mutate(files)}
        progress={bringing.isPending ? { value: 0, max: 1, text: words.reading } : undefined}
      />
      {bringing.error === null ? null : (
        <Banner tone="bad" isUrgent title={words.notBrought(failureWords(bringing.error).title)}>
          <HostileText text={failureWords(bringing.error).detail} />
        </Banner>
      )}
      {bringing.data === undefined ? null : (
        <p role="status" className="text-text-2">
          {words.broughtIn(
            bringing.data.length,
            bringing.data.map(({ title, version }) => `${title} v${version}`).join(', '),
          )}
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
          {words.notExported(failureWords(saving.error).title)}
        </span>
      )}
      <Button
        look="ghost"
        icon={<FileDown aria-hidden size={14} />}
        isBusy={saving.isPending}
        aria-label={words.cacaoOf(title)}
        onClick={() => saving.mutate()}
      >
        {words.cacao}
      </Button>
    </>
  )
}
