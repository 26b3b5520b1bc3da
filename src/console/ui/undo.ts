import * as words from '#words/shared/desk.ts'
import { say, tell } from './Toast.tsx'
import { noteTakingBack } from './taken-back.ts'

interface Offer {
  readonly onUndo: () => void
  /** Aborted once it was taken back, so that nobody is asked twice. */
  readonly over: AbortController
}

export interface Undoable {
  /** What was done, as a fact: "3 alerts closed as benign." It must also stand somewhere that stays. Null: it was said already. */
  readonly text: string | null
  readonly onUndo: () => void
}

/** More than anybody takes back one by one. */
const MOST_KEPT = 50
let offers: readonly Offer[] = []

/** Ten seconds to take something back by the mouse, while the pointer or the focus is on it longer; by the key as long as the page lives. */
export function offerUndo({ text, onUndo }: Undoable): void {
  const offer: Offer = { onUndo, over: new AbortController() }
  offers = [...offers.slice(1 - MOST_KEPT), offer]
  if (text !== null) tell({ text, onUndo: () => takeBack(offer), over: offer.over.signal })
}

/** Takes back what was done last of what can be, then what was done before it. */
export function undoLast(): void {
  const last = offers.at(-1)
  if (last === undefined) say(words.nothingToTakeBack)
  else takeBack(last)
}

function takeBack(offer: Offer): void {
  if (!offers.includes(offer)) return
  offers = offers.filter((other) => other !== offer)
  offer.over.abort()
  noteTakingBack()
  offer.onUndo()
}
