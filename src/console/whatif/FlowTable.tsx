import { countText } from '../ui/number-text.ts'
import type { Answers, SideNames } from './answers.ts'
import { type FlowBy, placesOf, streamsOf } from './counts.ts'
import { movedWords, placeShort, placeWords } from './flow-words.ts'
import { useRested } from './use-lab.ts'

interface FlowTableProps {
  readonly answers: Answers
  readonly by: FlowBy
  readonly names: SideNames
}

/** What the flow draws, in numbers. As other tables it follows once the hand rests. */
export function FlowTable({ answers, by, names }: FlowTableProps) {
  const { run, isLate } = useRested(answers, 0)
  if (run === null) return null
  const { migration } = run.answer.run.after
  const places = Array.from({ length: placesOf(by) }, (_, place) => place)
  const streams = streamsOf(migration, by)
  const count = (from: number, to: number) => streams.find((one) => one.from === from && one.to === to)?.alerts ?? 0
  return (
    <table aria-busy={isLate} className={`w-full text-small tabular-nums ${isLate ? 'opacity-75' : ''}`}>
      <caption className="mb-1 text-start text-text-3">
        Rows: {names.was}. Columns: {names.is}. {movedWords(migration)}.
      </caption>
      <thead className="text-text-3">
        <tr>
          <th scope="col" className="text-start font-text">
            From
          </th>
          {places.map((to) => (
            <th key={to} scope="col" className="py-1 text-end font-text">
              {placeShort(by, to)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((from) => (
          <tr key={from} className="border-t border-line">
            <th scope="row" className="py-1 text-start font-text text-text-2">
              {placeWords(by, from)}
            </th>
            {places.map((to) => {
              const alerts = count(from, to)
              return (
                <td
                  key={to}
                  className={`py-1 text-end ${alerts === 0 ? 'text-text-3' : from === to ? 'text-text-2' : 'font-title'}`}
                >
                  {alerts === 0 ? '0' : countText(alerts)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
