import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanView } from '../../../domain/views/plan-views.ts'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/Toast.tsx'
import { useBackend } from '../backend.tsx'
import { useIsOffline } from '../connection.ts'
import { planName } from '../triage/words.ts'
import { sayRefusal } from '../use-refusal.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

const TOLD: Readonly<Record<PlanView['told'][number]['tell'], string>> = {
  'who-could': 'whoever could take the missing seat was told',
  approvers: 'every approver was told again',
  managers: 'the managers were told',
}

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
      say(`${planName(body.number)} has more time.`)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
  const waits = isOffline ? 'This waits for the connection to the gateway.' : null
  return (
    <div className="mt-1 flex flex-col items-start gap-2">
      {told.map(({ stage, tell, at }) => (
        <p key={`${stage} ${tell}`} className="text-small text-doubt">
          {plan.seats.length > 1 ? <HostileText text={`${stage}: `} /> : null}
          nobody decided, so {TOLD[tell]}, <Time at={at} look="clock" />.
        </p>
      ))}
      <Button disabledBecause={sayRefusal(mayExtend) ?? waits} onClick={() => setIsAsking(true)}>
        Give it more time
      </Button>
      {isAsking ? (
        <ReasonDialog
          title={`More time for ${planName(body.number)}`}
          description="It waits as long again, once. The time is part of what people approve: whoever has approved it approves it again."
          confirm="Give it more time"
          isBusy={extension.isPending}
          error={extension.error}
          onClose={() => setIsAsking(false)}
          onConfirm={(reason) => extension.mutate(reason)}
        />
      ) : null}
    </div>
  )
}
