import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { useSession } from '../shared/session.ts'
import { useRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/** The sample estate is never mistaken for the real one, and goes with one click and one question. */
export function SampleBanner() {
  const backend = useBackend()
  const queries = useQueryClient()
  const session = useSession()
  const refusal = useRefusal('remove-sample')
  const [isAsked, setIsAsked] = useState(false)
  const removal = useMutation({
    mutationFn: () => backend.removeSample(),
    onSuccess: async () => {
      setIsAsked(false)
      await queries.invalidateQueries()
    },
  })
  if (session?.hasSample !== true) return null
  return (
    <>
      <Banner
        tone="plain"
        icon={<FlaskConical aria-hidden size={16} />}
        title="The sample estate is loaded."
        action={
          <Button disabledBecause={refusal} onClick={() => setIsAsked(true)}>
            Remove it
          </Button>
        }
      >
        Its people, identities and alerts are invented around published attacks. What is marked “sample” is not yours.
      </Banner>
      {isAsked ? (
        <Dialog
          isOpen
          onClose={() => setIsAsked(false)}
          title="Remove the sample estate?"
          footer={
            <>
              <Button look="ghost" onClick={() => setIsAsked(false)}>
                Keep it
              </Button>
              <Button look="ink" isBusy={removal.isPending} disabledBecause={refusal} onClick={() => removal.mutate()}>
                Remove everything sample
              </Button>
            </>
          }
        >
          {removal.error === null ? null : (
            <Banner tone="bad" isUrgent title={`Not removed. ${failureWords(removal.error).title}.`}>
              {failureWords(removal.error).detail}
            </Banner>
          )}
          <p className="text-text-2">
            Sample people can no longer sign in; if you are one of them, you are signed out. Sample identities, alerts,
            plans and the simulated accounts are deleted and cannot be brought back. The record keeps every entry. What
            came in through your own sources stays.
          </p>
        </Dialog>
      ) : null}
    </>
  )
}
