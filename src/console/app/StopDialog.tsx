import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBackend } from '../shared/backend.tsx'
import { ReasonDialog } from '../shared/plan/ReasonDialog.tsx'
import { words } from './words.ts'

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
      title={words.stop.title}
      description={words.stop.description}
      confirm={words.stop.confirm}
      isBusy={stop.isPending}
      error={stop.error}
      onClose={onClose}
      onConfirm={(reason) => stop.mutate(reason)}
    />
  )
}
