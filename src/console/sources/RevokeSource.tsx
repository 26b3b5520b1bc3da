import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SourceView } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { HostileText } from '../ui/HostileText.tsx'

export function RevokeSource({ source, onClose }: { readonly source: SourceView; readonly onClose: () => void }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const revocation = useMutation({
    mutationFn: () => backend.revokeSource(source.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['sources'] })
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Revoke this source?"
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            Keep it
          </Button>
          <Button look="ink" isBusy={revocation.isPending} onClick={() => revocation.mutate()}>
            Revoke its token
          </Button>
        </>
      }
    >
      {revocation.error === null ? null : (
        <Banner tone="bad" isUrgent title={`Not revoked. ${failureWords(revocation.error).title}.`}>
          {failureWords(revocation.error).detail}
        </Banner>
      )}
      <p className="text-text-2">
        From now on nothing that <HostileText text={source.name} /> sends is accepted. What it sent stays, and its token
        cannot be brought back: to let it send again, add a source.
      </p>
    </Dialog>
  )
}
