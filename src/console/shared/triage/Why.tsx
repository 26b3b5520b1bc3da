import { clsx } from 'clsx'
import type { Signal } from '../../../domain/signal/signal.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { splitAtNames, withEnds } from './machine-names.ts'

/** Why it fired, in one sentence: machine names in mono, the address it came from in the attacker's hue. */
export function Why({ sentence, signal }: { readonly sentence: string; readonly signal: Signal }) {
  let offset = 0
  return withEnds(splitAtNames(sentence, signal)).map(({ text, kind, end }) => {
    const key = offset
    offset += text.length + end.length
    if (kind === 'text') return <Prose key={key} text={text} />
    return (
      <span key={key} className="inline-flex max-w-full align-bottom">
        <HostileText
          text={text}
          mono
          maxLength={72}
          className={clsx('truncate leading-[inherit]!', kind === 'address' ? 'text-sev-critical' : 'text-text')}
        />
        {end}
      </span>
    )
  })
}

/** The cut beside a name leaves a space at the edge, which is ours: only what came from outside is looked at for hidden ones. */
function Prose({ text }: { readonly text: string }) {
  const inner = text.replace(/^ | $/g, '')
  return (
    <>
      {text.startsWith(' ') ? ' ' : null}
      {inner === '' ? null : <HostileText text={inner} />}
      {text.endsWith(' ') && text.length > 1 ? ' ' : null}
    </>
  )
}
