import { useMutation } from '@tanstack/react-query'
import { FileDown } from 'lucide-react'
import * as words from '#words/plan.tsx'
import { planName } from '#words/shared/triage.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { Button } from '../ui/Button.tsx'
import { saveFile } from '../ui/save-file.ts'

/** The plan's bytes with the signatures over them, as a file that anybody checks without asking this gateway. */
export function ExportApprovals({ plan }: { readonly plan: PlanView }) {
  const backend = useBackend()
  const name = `sluicegate-${planName(plan.body.number)}-approvals.json`
  const saving = useMutation({
    mutationFn: async () => saveFile(name, await backend.exportApprovals(plan.body.id)),
  })
  return (
    <div className="mt-2">
      <Button icon={<FileDown aria-hidden size={14} />} isBusy={saving.isPending} onClick={() => saving.mutate()}>
        {words.exportApprovals}
      </Button>
      <p className="mt-1 text-small text-text-3">{words.checkedOffline(<code>{words.verifyCommand}</code>)}</p>
      {saving.error === null ? null : (
        <p role="alert" className="mt-1 text-small text-bad">
          {words.notExported(failureWords(saving.error).detail)}
        </p>
      )}
    </div>
  )
}
