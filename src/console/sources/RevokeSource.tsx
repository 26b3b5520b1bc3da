import { useMutation, useQueryClient } from '@tanstack/react-query'
import * as words from '#words/sources.tsx'
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
      title={words.revokeThisSource}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.keepIt}
          </Button>
          <Button look="ink" isBusy={revocation.isPending} onClick={() => revocation.mutate()}>
            {words.revokeItsToken}
          </Button>
        </>
      }
    >
      {revocation.error === null ? null : (
        <Banner tone="bad" isUrgent title={words.notRevoked(failureWords(revocation.error).title)}>
          {failureWords(revocation.error).detail}
        </Banner>
      )}
      <p className="text-text-2">{words.fromNowOnNothing(<HostileText text={source.name} />)}</p>
    </Dialog>
  )
}
