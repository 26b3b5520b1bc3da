import { clsx } from 'clsx'
import * as words from '#words/shared/marks.ts'
import type { Tier } from '../../../domain/action/action.ts'
import { Glyph, Mark, type MarkSize } from './Mark.tsx'

export const TIER_WORDS: Readonly<Record<Tier, string>> = words.tier

const HUES: Readonly<Record<Tier, string>> = { 0: 'text-t0', 1: 'text-t1', 2: 'text-t2', 3: 'text-t3', 4: 'text-t4' }

export interface TierMarkProps extends MarkSize {
  readonly tier: Tier
  /** `full`: "T2 Contain & verify". `short`: "T2", the word is read out. */
  readonly words?: 'full' | 'short'
  /** In a facet T4 with nothing in it is not filled: an empty alarm is no alarm. */
  readonly isEmpty?: boolean
  /** What the need was before a restraint held it back: "was T3" beside the number. */
  readonly was?: Tier | undefined
}

/** What we answer: a gate's plate between two posts, the lower the more closed. */
export function TierMark({ tier, size = 'row', words: length = 'full', isEmpty = false, was }: TierMarkProps) {
  const isFilled = tier === 4 && !isEmpty
  const number = `T${tier}`
  return (
    <span
      className={clsx(
        'inline-flex min-w-0 items-center align-middle font-title',
        isFilled &&
          '-mx-1 h-4.5 rounded-s border border-transparent bg-t4-solid px-[3px] text-on-t4 [--glyph-cut:var(--t4-solid)]',
      )}
    >
      <Mark
        hue={isFilled ? 'text-on-t4' : isEmpty ? 'text-t0' : HUES[tier]}
        isWordHued
        glyph={<TierGlyph tier={tier} size={size} />}
        word={
          length === 'full' ? (
            `${number} ${TIER_WORDS[tier]}`
          ) : (
            <>
              {number}
              <span className="read-out"> {TIER_WORDS[tier]}</span>
            </>
          )
        }
      />
      {was === undefined ? null : (
        <span className="ms-1.5 shrink-0 text-badge font-text text-text-3">{words.wasTier(was)}</span>
      )}
    </span>
  )
}

// The plate hangs between the posts and is let down by a fifth for each tier; the sill marks the ground.
function TierGlyph({ tier, size }: { readonly tier: Tier } & Required<MarkSize>) {
  return (
    <Glyph size={size}>
      <path d="M1.2 1v12M12.8 1v12" strokeWidth="1.3" strokeLinecap="butt" />
      <rect x="3.2" y="1" width="7.6" height={2.4 * (tier + 1) - (tier === 0 ? 1 : 0)} rx=".8" className="solid" />
      {tier === 4 ? null : <path d="M3.4 12.3h7.2" strokeWidth="1.2" strokeLinecap="butt" className="faint" />}
    </Glyph>
  )
}
