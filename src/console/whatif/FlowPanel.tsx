import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/layout.tsx'
import type { Answers, SideNames } from './answers.ts'
import type { FlowBy } from './counts.ts'
import { drawn } from './drawing/drawn.ts'
import { flowDrawing } from './drawing/flow-drawing.ts'
import { FlowTable } from './FlowTable.tsx'
import { useWidth } from './use-width.ts'

interface FlowPanelProps {
  readonly answers: Answers
  readonly names: SideNames
}

/** Where alerts go from baseline to draft: as a drawing, or as the table that it is drawn from. */
export function FlowPanel({ answers, names }: FlowPanelProps) {
  const [by, setBy] = useState<FlowBy>('tier')
  const [isTable, setIsTable] = useState(false)
  return (
    <Section
      title="Where alerts move"
      aside={
        <span className="inline-flex items-center gap-1">
          <Button
            look="ghost"
            className="min-h-6!"
            aria-pressed={by === 'gate'}
            onClick={() => setBy(by === 'tier' ? 'gate' : 'tier')}
          >
            by {by === 'tier' ? 'gate' : 'tier'}
          </Button>
          <Button look="ghost" className="min-h-6!" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {isTable ? 'Drawing' : 'Table'}
          </Button>
        </span>
      }
    >
      {isTable ? (
        <FlowTable answers={answers} by={by} names={names} />
      ) : (
        <FlowDrawing answers={answers} by={by} names={names} />
      )}
    </Section>
  )
}

const DEFAULT_WIDTH_PX = 520

function FlowDrawing({ answers, by, names }: FlowPanelProps & { readonly by: FlowBy }) {
  const [box, widthPx] = useWidth(DEFAULT_WIDTH_PX)
  return (
    // As high as FLOW_HEIGHT_PX.
    <div ref={box} className="relative h-66 bg-bg will-change-transform [contain:strict]">
      <div ref={drawn(answers, (stage: HTMLElement) => flowDrawing(stage, { by, names, widthPx }))} />
    </div>
  )
}
