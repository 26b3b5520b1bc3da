import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/shared/plan.tsx'
import { planName } from '#words/shared/triage.ts'
import type { PlanView } from '../../../domain/views/plan-views.ts'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/Toast.tsx'
import { useBackend } from '../backend.tsx'
import { useIsOffline } from '../connection.ts'
import { sayRefusal } from '../use-refusal.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

/** To whom the silence was passed on, and in the last minutes the way to more time. Silence itself never approves. */
export function Silence({ plan }: { readonly plan: PlanView }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const isOffline = useIsOffline()
  const [isAsking, setIsAsking] = useState(false)
  const { body, told, mayExtend } = plan
  const extension = useMutation({
    mutationFn: (reason: string) => backend.extendPlan(body.id, reason),
    onSuccess: () => {
      setIsAsking(false)
      say(words.hasMoreTime(planName(body.number)))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
  const waits = isOffline ? words.waitsForLine : null
  return (
    <div className="mt-1 flex flex-col items-start gap-2">
      {told.map(({ stage, tell, at }) => (
        <p key={`${stage} ${tell}`} className="text-small text-doubt">
          {words.silenceTold(
            plan.seats.length > 1 ? <HostileText text={`${stage}: `} /> : null,
            words.told[tell],
            <Time at={at} look="clock" />,
          )}
        </p>
      ))}
      <Button disabledBecause={sayRefusal(mayExtend) ?? waits} onClick={() => setIsAsking(true)}>
        {words.giveItMoreTime}
      </Button>
      {isAsking ? (
        <ReasonDialog
          title={words.moreTime(planName(body.number))}
          description={words.moreTimeDetail}
          confirm={words.giveItMoreTime}
          isBusy={extension.isPending}
          error={extension.error}
          onClose={() => setIsAsking(false)}
          onConfirm={(reason) => extension.mutate(reason)}
        />
      ) : null}
    </div>
  )
}
