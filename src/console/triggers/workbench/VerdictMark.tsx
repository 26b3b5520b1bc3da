import * as words from '#words/workbench.tsx'
import { VERDICT } from '../../../engine/worker/client.ts'
import { Glyph, Mark } from '../../shared/marks/Mark.tsx'
import { isGone, isNew } from './record-rows.ts'

interface VerdictMarkProps {
  /** Null while nothing was tried. */
  readonly verdict: number | null
  readonly before?: number | null
  readonly isWordHidden?: boolean
}

/** What the text does to a record: an arrow that hits, one that passes, a dot for a record it does not read. */
export function VerdictMark({ verdict, before = null, isWordHidden = false }: VerdictMarkProps) {
  return (
    <Mark
      hue={verdict === VERDICT.fires ? 'text-text' : verdict === VERDICT.unseen ? 'text-doubt' : 'text-text-3'}
      word={verdictWord(verdict, before)}
      isWordHidden={isWordHidden}
      glyph={
        <Glyph>
          {verdict === VERDICT.fires ? (
            <>
              <circle cx="7" cy="7" r="5.2" />
              <circle className="solid" cx="7" cy="7" r="2.2" />
            </>
          ) : verdict === VERDICT.calm ? (
            <circle cx="7" cy="7" r="5.2" />
          ) : verdict === VERDICT.unseen ? (
            <circle cx="7" cy="7" r="5.2" strokeDasharray="2 2" />
          ) : (
            <circle className="solid" cx="7" cy="7" r="1.4" />
          )}
        </Glyph>
      }
    />
  )
}

export function verdictWord(verdict: number | null, before: number | null): string {
  if (isNew(verdict, before)) return words.firesNewly
  if (isGone(verdict, before)) return words.noLonger
  if (verdict === VERDICT.fires) return words.fires
  if (verdict === VERDICT.calm) return words.doesNotFire
  if (verdict === VERDICT.unseen) return words.isNotLookedAt
  return verdict === null ? words.isNotTried : words.notRead
}
