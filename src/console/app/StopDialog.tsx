import { useMutation, useQueryClient } from '@tanstack/react-query'
import * as words from '#words/app.tsx'
import * as stopWords from '#words/stops.tsx'
import { useBackend } from '../shared/backend.tsx'
import { ReasonDialog } from '../shared/plan/ReasonDialog.tsx'

/** Stops everything, with a reason. The banner above every screen then says so. */
export function StopDialog({ onClose }: { readonly onClose: () => void }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const stop = useMutation({
    mutationFn: (reason: string) => backend.stopEverything(reason),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['stops'] }),
  })
  return (
    <ReasonDialog
      title={stopWords.title}
      description={words.stopDescription}
      confirm={stopWords.confirm}
      isBusy={stop.isPending}
      error={stop.error}
      onClose={onClose}
      onConfirm={(reason) => stop.mutate(reason)}
    />
  )
}
