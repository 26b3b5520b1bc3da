import { countText } from '../../ui/number-text.ts'
import { bandSentence, confidenceAt, confidenceColumns, edgeWords } from '../confidence-bands.ts'
import type { Counted, Drawing } from './drawn.ts'
import { followPointer } from './pointer.ts'
import { pathsIn, setAttribute, slotsIn } from './slots.ts'

/** Columns of a chart that holds a drawing and a slot for the words below it. */
export function confidenceDrawing(chart: HTMLElement): Drawing {
  const svg = chart.querySelector('svg')
  const fill = slotsIn(chart)
  const outline = pathsIn(chart)
  let shown: Counted | null = null
  let counts: Uint32Array | null = null
  let pointed: number | null = null
  const say = () => {
    if (shown === null) return
    const { confidence } = shown.answer.run.after
    const words =
      pointed === null
        ? edgeWords(shown.question.draft.policy.confidence.bands)
        : `confidence ${pointed}: ${countText(confidence[pointed] ?? 0)}`
    fill({ words })
  }
  const close = followPointer(svg, (share) => {
    pointed = share === null ? null : confidenceAt(share)
    say()
  })
  return {
    draw: (counted) => {
      shown = counted
      const { confidence } = counted.answer.run.after
      // Policies do not touch how sure alerts are; only triggers and supposed facts do.
      if (counts === null || confidence.some((alerts, value) => alerts !== counts?.[value])) {
        counts = confidence
        outline({ columns: confidenceColumns(confidence) })
      }
      say()
    },
    rest: ({ answer, question }) => {
      const { bands } = question.draft.policy.confidence
      if (svg !== null) setAttribute(svg, 'aria-label', bandSentence(answer.run.after.confidence, bands))
    },
    close,
  }
}
