import { Info } from 'lucide-react'
import * as words from '#words/whatif.tsx'
import { HELD_BACK_PERCENT, type HistoryFacts } from '../../engine/worker/whatif-client.ts'
import { shareInterval } from '../shared/share-interval.ts'
import { Switch } from '../ui/Checkbox.tsx'
import { Select } from '../ui/Select.tsx'
import { useUiSettings } from '../ui/settings.tsx'
import { dateText } from '../ui/time-text.ts'
import type { HistorySource, Place } from './history-source.ts'
import { factWords } from './words.ts'

interface HonestyLineProps {
  readonly facts: HistoryFacts
  readonly source: HistorySource
  readonly onPlace: (place: Place) => void
  readonly isTailHeldBack: boolean
  readonly onHoldBack: (isTailHeldBack: boolean) => void
}

/** On what the numbers rest, and what they cannot say. */
export function HonestyLine({ facts, source, onPlace, isTailHeldBack, onHoldBack }: HonestyLineProps) {
  const { zone } = useUiSettings()
  const { judged, alerts, from, to } = facts
  const right = judged['true-positive']
  const count = right + judged['benign-positive'] + judged['false-positive']
  const total = source.bytes?.total ?? alerts
  const interval = shareInterval(right, count)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 text-small text-text-2">
      <span>
        <Info aria-hidden size={14} className="me-2 inline-block text-text-3" />
        {words.to(
          dateText(from, zone),
          dateText(to, zone),
          factWords(facts.facts),
          source.place === 'gateway' && source.long !== null ? words.fromAlertsOnADraft(source.long.switchesAt) : '',
          total > alerts,
          alerts,
          total,
        )}
      </span>
      <span>
        {count === 0
          ? words.noAlert
          : words.ofAreJudged(
              count,
              alerts,
              interval === null ? '' : words.precisionInterval(right, interval.low, interval.high),
            )}
      </span>
      {source.longFault === null ? null : <span className="text-doubt">{source.longFault}</span>}
      <span className="ms-auto flex items-center gap-3">
        <Switch isOn={isTailHeldBack} onChange={onHoldBack}>
          {words.holdBackTheNewest(HELD_BACK_PERCENT)}
        </Switch>
        {source.long === null ? null : (
          <Select
            label={words.countOver}
            isLabelShown
            value={source.place}
            onChange={onPlace}
            choices={[
              { value: 'gateway', label: words.allAlerts(source.long.alerts) },
              { value: 'browser', label: words.theNewestAlerts },
            ]}
          />
        )}
      </span>
    </div>
  )
}
