import { Check, Copy, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/ui.ts'
import { IconButton } from './Button.tsx'
import { copyText } from './copy-text.ts'

export interface DigestProps {
  /** Lower-case hex, without a prefix. */
  readonly hex: string
  /** What it is the digest of: "plan", "record". */
  readonly of: string
  readonly algorithm?: string
  /** The whole digest, in groups of four: where somebody compares it by eye. */
  readonly isWhole?: boolean
}

/** `8f3c 91d0 … 7be2`: first two groups and the last. The whole is in the tooltip and in the copy. */
export function Digest({ hex, of, algorithm = 'sha256', isWhole = false }: DigestProps) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const groups = hex.match(/.{1,4}/g) ?? []
  const shown = isWhole || groups.length <= 4 ? groups.join(' ') : `${groups.slice(0, 2).join(' ')} … ${groups.at(-1)}`
  const icons = {
    none: <Copy aria-hidden size={13} />,
    copied: <Check aria-hidden size={13} className="text-ok" />,
    refused: <TriangleAlert aria-hidden size={13} className="text-doubt" />,
  }
  return (
    <span className="inline-flex items-center gap-1">
      <span className="font-mono text-small" title={`${algorithm}:${hex}`}>
        {shown}
      </span>
      <IconButton
        label={outcome === 'refused' ? words.copyRefused : words.copyDigest(of)}
        icon={icons[outcome]}
        className="size-6"
        onClick={() => {
          void copyText(hex, words.digestOf(of)).then((isCopied) => setOutcome(isCopied ? 'copied' : 'refused'))
        }}
      />
    </span>
  )
}
