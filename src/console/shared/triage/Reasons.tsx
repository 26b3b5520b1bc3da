import { Crosshair, Gauge, Hand, OctagonMinus, Scale, Siren, Stamp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import * as words from '#words/shared/work.tsx'
import type { Decision, Reason } from '../../../domain/decision/decision.ts'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { ReasonLine } from '../../ui/ReasonLine.tsx'

const GLYPHS: Readonly<Record<Reason['about'], ReactNode>> = {
  confidence: <Gauge aria-hidden size={14} />,
  urgency: <Siren aria-hidden size={14} />,
  need: <Scale aria-hidden size={14} />,
  cap: <Hand aria-hidden size={14} />,
  action: <Crosshair aria-hidden size={14} />,
  gate: <Stamp aria-hidden size={14} />,
}

interface ReasonsProps {
  readonly decision: Decision
  /** Which parts of the decision, in this order. */
  readonly about: readonly Reason['about'][]
  /** Lines before "more". */
  readonly first?: number
}

/** The decision's own reasons, word for word: the same list as in the API and in the record. */
export function Reasons({ decision, about, first = 5 }: ReasonsProps) {
  const [isWhole, setIsWhole] = useState(false)
  const all = about.flatMap((part) => decision.reasons.filter((reason) => reason.about === part))
  const shown = isWhole ? all : all.slice(0, first)
  return (
    <>
      <ul>
        {shown.map((reason) => (
          <ReasonLine
            key={`${reason.rule} ${reason.input}`}
            glyph={
              decision.gate === 'blocked' && reason.about === 'gate' ? (
                <OctagonMinus aria-hidden size={14} className="text-gate-blocked" />
              ) : (
                GLYPHS[reason.about]
              )
            }
            effect={<HostileText text={reason.effect} />}
            input={<HostileText text={reason.input} />}
            rule={reason.rule}
          />
        ))}
      </ul>
      {all.length > first ? (
        <Button look="ghost" className="-ms-2.5" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? words.fewerReasons : words.moreReasons(all.length - first)}
        </Button>
      ) : null}
    </>
  )
}
