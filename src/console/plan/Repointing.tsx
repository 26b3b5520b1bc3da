import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/plan.tsx'
import type { PlanView } from '../../domain/views/plan-views.ts'
import type { RepointedView } from '../../domain/views/repointing-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { useIsOffline } from '../shared/connection.ts'
import { ReasonDialog } from '../shared/plan/ReasonDialog.tsx'
import { useNavigate } from '../shared/router/router.ts'
import { sayRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

type Act = { readonly what: 'time' | 'remind' | 'override' } | { readonly what: 'confirm'; readonly of: RepointedView }

/** Who has to take the other secret, how far each is, and what can be done where somebody is too late. Nothing for other plans. */
export function Repointing({ plan }: { readonly plan: PlanView }) {
  const { repointing, body } = plan
  const backend = useBackend()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const isOffline = useIsOffline()
  const [asking, setAsking] = useState<Act | null>(null)
  const act = useMutation({
    mutationFn: ({ act: done, reason }: { act: Act; reason: string }) => {
      if (done.what === 'confirm') return backend.confirmConsumer(body.id, done.of.ordinal, plan.digest, reason)
      if (done.what === 'time') return backend.giveConsumersTime(body.id, reason)
      return done.what === 'remind' ? backend.remindConsumers(body.id) : backend.retireAnyway(body.id, reason)
    },
    onSuccess: async (after) => {
      setAsking(null)
      await queries.invalidateQueries({ queryKey: ['plans'] })
      if (after.body.id !== body.id) navigate({ to: '/plans/$planId', params: { planId: after.body.id } })
    },
  })
  if (repointing === null) return null
  const waits = isOffline ? words.itWaitsForTheConnection : null
  const missing = repointing.consumers.filter(({ state }) => state === 'missing')
  const isReminded = act.isSuccess && act.variables.act.what === 'remind'

  return (
    <Section title={words.consumersTitle}>
      {missing.length === 0 || plan.state !== 'paused' ? null : (
        <>
          <Banner tone="doubt" title={words.somebodyIsMissing(missing.map(({ name }) => name).join(', '))}>
            {repointing.overriddenBy === null ? words.bothWork : words.overriddenBy(repointing.overriddenBy)}
          </Banner>
          <div className="flex flex-wrap items-center gap-2 py-2">
            <Button
              disabledBecause={sayRefusal(repointing.mayGiveTime) ?? waits}
              onClick={() => setAsking({ what: 'time' })}
            >
              {words.giveTime}
            </Button>
            <Button
              disabledBecause={sayRefusal(repointing.mayGiveTime) ?? waits}
              isBusy={act.isPending && act.variables.act.what === 'remind'}
              onClick={() => act.mutate({ act: { what: 'remind' }, reason: '' })}
            >
              {words.askAgain}
            </Button>
            {repointing.overriddenBy === null ? (
              <Button
                disabledBecause={sayRefusal(repointing.mayOverride) ?? waits}
                onClick={() => setAsking({ what: 'override' })}
              >
                {words.retireAnyway}
              </Button>
            ) : null}
            <span className="text-small text-text-2" role="status">
              {isReminded ? words.askedAgain : words.orTakeBack}
            </span>
          </div>
        </>
      )}
      {act.error === null || asking !== null ? null : (
        <Banner tone="bad" isUrgent title={failureWords(act.error).title}>
          <HostileText text={failureWords(act.error).detail} />
        </Banner>
      )}
      <ul className="flex flex-col divide-y divide-line">
        {repointing.consumers.map((consumer) => (
          <li key={consumer.ordinal} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2">
            <Consumer consumer={consumer} />
            {consumer.state === 'asked' || consumer.state === 'missing' ? (
              <Button
                disabledBecause={sayRefusal(consumer.mayConfirm) ?? waits}
                onClick={() => setAsking({ what: 'confirm', of: consumer })}
              >
                {consumer.to === 'new' ? words.usesNew : words.usesOld}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asking === null || asking.what === 'remind' ? null : (
        <ReasonDialog
          {...dialogOf(asking)}
          isBusy={act.isPending}
          error={act.error}
          onClose={() => {
            act.reset()
            setAsking(null)
          }}
          onConfirm={(reason) => act.mutate({ act: asking, reason })}
        />
      )}
    </Section>
  )
}

function Consumer({ consumer }: { readonly consumer: RepointedView }) {
  const { name, team, by, state, deadlineAt, word, seen } = consumer
  return (
    <div className="min-w-0 grow basis-80">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-title">
          <HostileText text={name} />
        </span>{' '}
        <span className="text-text-2">
          {by === null ? words.runBy(<HostileText text={team} />) : words.doneBy(<HostileText text={by} />)}
        </span>{' '}
        <span className={state === 'missing' ? 'text-bad' : 'text-text-2'}>{words.consumerStates[state]}</span>
        {state === 'asked' && deadlineAt !== null ? (
          <Countdown until={deadlineAt} label={words.timeLeft} overText={words.timeOver} />
        ) : null}
      </p>
      {word === null ? null : (
        <p className="text-small text-text-2">
          {words.saidBy(
            <HostileText text={word.name} />,
            <HostileText text={word.team} />,
            <Time at={word.at} look="both" />,
          )}
          {word.note === '' ? null : (
            <>
              {': '}
              <HostileText text={word.note} />
            </>
          )}
        </p>
      )}
      {seen === null ? null : (
        <p className="text-small text-text-3 [overflow-wrap:anywhere]">
          <HostileText text={seen} />
        </p>
      )}
    </div>
  )
}

function dialogOf(asking: Act) {
  if (asking.what === 'confirm') {
    return {
      title: words.confirmConsumer(asking.of.name),
      description: words.confirmConsumerDetail,
      confirm: asking.of.to === 'new' ? words.usesNew : words.usesOld,
    }
  }
  return asking.what === 'time'
    ? { title: words.giveTime, description: words.giveTimeDetail, confirm: words.giveTime }
    : { title: words.retireAnyway, description: words.retireAnywayDetail, confirm: words.proposeIt }
}
