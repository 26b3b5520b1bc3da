import * as words from '#words/shared/plan.tsx'
import { HostileText } from '../../ui/HostileText.tsx'

/** What scrolls must be reached by Tab. */
const SCROLLED_BY_KEYS = { role: 'group', tabIndex: 0, 'aria-label': words.reasonGiven } as const
const LONG_CHARACTERS = 400
const LONG_LINES = 5

/**
 * Why somebody asks, in their own words and lines. Many of them scroll in their own place: whoever asks must not be able to
 * push what will really be done off the screen.
 */
export function GivenReason({ text }: { readonly text: string }) {
  const isLong = text.length > LONG_CHARACTERS || text.split('\n', LONG_LINES + 1).length > LONG_LINES
  return (
    <blockquote
      {...(isLong ? SCROLLED_BY_KEYS : {})}
      data-ring="inside"
      className="mt-1 max-h-30 overflow-y-auto border-s-2 border-line-strong ps-3 text-text-2"
    >
      <HostileText text={text} multiline />
    </blockquote>
  )
}
