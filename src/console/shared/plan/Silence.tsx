import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Fragment } from 'react'
import * as words from '#words/shared/plan.tsx'
import { planName } from '#words/shared/triage.ts'
import { stagesOf } from '../../../domain/plan/approval.ts'
import { tellingsAhead } from '../../../domain/plan/silence.ts'
import type { PlanView } from '../../../domain/views/plan-views.ts'
import { Button } from '../../ui/Button.tsx'
import { useNow } from '../../ui/clock.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/Toast.tsx'
import { useBackend } from '../backend.tsx'
import { useIsOffline } from '../connection.ts'
import { sayRefusal } from '../use-refusal.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

const TELL_EVERY_MS = 10_000

interface SilenceProps {
  readonly plan: PlanView
  /** It is being asked why the plan gets more time: a key may ask, too. */
  readonly isAsking: boolean
  readonly onAsking: (isAsking: boolean) => void
  readonly keys?: readonly string[] | undefined
  readonly onExtended?: (after: PlanView) => void
}

/** To whom the silence was passed on and will be, and in the last minutes the way to more time. Silence itself never approves. */
export function Silence({ plan, isAsking, onAsking, keys, onExtended }: SilenceProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const isOffline = useIsOffline()
  const { body, told, extendableFrom, mayExtend } = plan
  const extension = useMutation({
    mutationFn: (reason: string) => backend.extendPlan(body.id, reason),
    onSuccess: (after) => {
      onAsking(false)
      onExtended?.(after)
      say(words.hasMoreTime(planName(body.number)))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
  const waits = isOffline ? words.waitsForLine : null
  const now = useNow(TELL_EVERY_MS)
  const { requestedAt, expiresAt, gate } = body
  const ahead = tellingsAhead({ stages: stagesOf(gate), requestedAt, expiresAt }, plan.seats, now)
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
      {ahead.length === 0 ? null : (
        <p className="text-small text-text-3">
          {words.inSilence(
            ahead.map(({ stage, step, tell, at }, i) => (
              <Fragment key={`${stage} ${step}`}>
                {i === 0 ? '' : ', '}
                {words.isTold(tell, i === 0, <Time at={at} look="clock" />)}
              </Fragment>
            )),
          )}
        </p>
      )}
      {extendableFrom === null || now >= extendableFrom ? null : (
        <p className="text-small text-text-3">{words.moreTimeFrom(<Time at={extendableFrom} look="clock" />)}</p>
      )}
      <Button keys={keys} disabledBecause={sayRefusal(mayExtend) ?? waits} onClick={() => onAsking(true)}>
        {words.giveItMoreTime}
      </Button>
      {isAsking ? (
        <ReasonDialog
          title={words.moreTime(planName(body.number))}
          description={words.moreTimeDetail}
          confirm={words.giveItMoreTime}
          isBusy={extension.isPending}
          error={extension.error}
          onClose={() => onAsking(false)}
          onConfirm={(reason) => extension.mutate(reason)}
        />
      ) : null}
    </div>
  )
}
