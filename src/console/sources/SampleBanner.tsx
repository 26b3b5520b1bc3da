import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
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
        title={words.theSampleEstate}
        action={
          <Button disabledBecause={refusal} onClick={() => setIsAsked(true)}>
            {words.removeIt}
          </Button>
        }
      >
        {words.sampleDetail}
      </Banner>
      {isAsked ? (
        <Dialog
          isOpen
          onClose={() => setIsAsked(false)}
          title={words.removeTheSample}
          footer={
            <>
              <Button look="ghost" onClick={() => setIsAsked(false)}>
                {words.keepIt}
              </Button>
              <Button look="ink" isBusy={removal.isPending} disabledBecause={refusal} onClick={() => removal.mutate()}>
                {words.removeEverythingSample}
              </Button>
            </>
          }
        >
          {removal.error === null ? null : (
            <Banner tone="bad" isUrgent title={words.notRemoved(failureWords(removal.error).title)}>
              {failureWords(removal.error).detail}
            </Banner>
          )}
          <p className="text-text-2">{words.whatRemovingDoes}</p>
        </Dialog>
      ) : null}
    </>
  )
}
