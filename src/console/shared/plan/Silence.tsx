import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanView } from '../../../domain/views/plan-views.ts'
import { Button } from '../../ui/Button.tsx'
import { say } from '../../ui/Toast.tsx'
import { useBackend } from '../backend.tsx'
import { useIsOffline } from '../connection.ts'
import { planName } from '../triage/words.ts'
import { sayRefusal } from '../use-refusal.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

const TOLD = [
  null,
  'Nobody has decided for a while: every approver was told again.',
  'Nobody has decided for a long while: every approver and the managers were told.',
] as const

/** To whom the silence was passed on, and in the last minutes the way to more time. Silence itself never approves. */
export function Silence({ plan }: { readonly plan: PlanView }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const isOffline = useIsOffline()
  const [isAsking, setIsAsking] = useState(false)
  const { body, escalation, mayExtend } = plan
  const extension = useMutation({
    mutationFn: (reason: string) => backend.extendPlan(body.id, reason),
    onSuccess: () => {
      setIsAsking(false)
      say(`${planName(body.number)} has more time.`)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
  const told = TOLD[escalation]
  const waits = isOffline ? 'This waits for the connection to the gateway.' : null
  return (
    <div className="mt-1 flex flex-col items-start gap-2">
      {told === null ? null : <p className="text-small text-doubt">{told}</p>}
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
