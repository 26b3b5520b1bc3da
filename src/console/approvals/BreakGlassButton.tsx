import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Hammer } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/approvals.tsx'
import { planName } from '#words/shared/triage.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { signWithKey } from '../shared/passkeys/ask-key.ts'
import { useKeyRefusal } from '../shared/passkeys/queries.ts'
import { sayRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { say } from '../ui/Toast.tsx'

interface BreakGlassButtonProps {
  readonly plan: PlanView
  /** Why it cannot be done now, besides who may; null where it can. */
  readonly refusal: string | null
  readonly onBroken: (after: PlanView) => void
}

/**
 * Lets exactly this plan run without its approvals, and says what follows before it is done. Who may not is told who could; on a
 * phone, where this block covers what one reads, only whoever may has it.
 */
export function BreakGlassButton({ plan, refusal, onBroken }: BreakGlassButtonProps) {
  const { body, digest, shownDigest } = plan
  const isSigned = plan.glassSignature === 'passkey'
  // Said before a night on which somebody needs it, not when they press it.
  const keyRefusal = useKeyRefusal(isSigned && plan.mayBreakGlass.allowed)
  const backend = useBackend()
  const queries = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState('')
  const name = planName(body.number)
  const use = useMutation({
    mutationFn: async (why: string) => {
      if (!isSigned) return backend.breakGlass(body.id, digest, why, null)
      const asked = { choice: 'break-glass' as const, digest, shown: shownDigest, reason: why }
      const { request } = await backend.prepareSignature(body.id, asked)
      return backend.breakGlass(body.id, digest, why, await signWithKey(request))
    },
    onSuccess: (after) => {
      setIsAsking(false)
      onBroken(after)
      say(words.runsWithout(name))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
  const tooShort = reason.trim().length < 10 ? words.sayWhy : null
  return (
    <>
      <Button
        look="ghost"
        className={clsx(!plan.mayBreakGlass.allowed && 'max-tablet:hidden')}
        icon={<Hammer aria-hidden size={14} />}
        disabledBecause={sayRefusal(plan.mayBreakGlass) ?? refusal ?? keyRefusal}
        onClick={() => setIsAsking(true)}
      >
        {words.breakTheGlass}
      </Button>
      {isAsking ? (
        <Dialog
          isOpen
          onClose={() => setIsAsking(false)}
          title={words.breakTheGlassFor(name)}
          description={words.whatBreakingDoes}
          footer={
            <>
              <Button look="ghost" onClick={() => setIsAsking(false)}>
                {words.notNow}
              </Button>
              <Button
                look="ink"
                isBusy={use.isPending}
                disabledBecause={tooShort}
                onClick={() => use.mutate(reason.trim())}
              >
                {isSigned ? words.signAndBreak : words.breakTheGlass}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-4">
            {use.error === null ? null : (
              <Banner tone="bad" isUrgent title={words.notDone}>
                <HostileText text={failureWords(use.error).detail} />
              </Banner>
            )}
            <p>{words.glassSignatures[plan.glassSignature]}</p>
            <TextArea label={words.whyField} value={reason} onChange={setReason} maxLength={2000} />
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
