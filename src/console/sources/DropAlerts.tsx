import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { IngestReport } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { Link } from '../shared/router/Link.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { announce } from '../ui/announce.ts'
import { Banner } from '../ui/Banner.tsx'
import { FileDrop } from '../ui/FileDrop.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { bytesText, countText, plural } from '../ui/number-text.ts'
import { Select } from '../ui/Select.tsx'
import { formatsQuery } from './queries.ts'
import { Table } from './Table.tsx'

interface Delivery {
  readonly id: string
  readonly name: string
  readonly report: IngestReport | null
  readonly error: Error | null
}

interface Sending {
  readonly name: string
  readonly sent: number
  readonly total: number
}

/** Files of alerts, one after the other; each says what became of its records, and where the refused ones stand. */
export function DropAlerts() {
  const backend = useBackend()
  const queries = useQueryClient()
  const formats = useQuery(formatsQuery(backend)).data ?? []
  const refusal = useRefusal('ingest')
  const [format, setFormat] = useState('auto')
  const [sending, setSending] = useState<Sending | null>(null)
  const [deliveries, setDeliveries] = useState<readonly Delivery[]>([])

  const send = async (files: readonly File[]) => {
    for (const file of files) {
      setSending({ name: file.name, sent: 0, total: file.size })
      const onProgress = (sent: number, total: number) => setSending({ name: file.name, sent, total })
      const outcome = await backend.ingest(format, file, onProgress).then(
        (report) => ({ report, error: null }),
        (error: unknown) => ({ report: null, error: error instanceof Error ? error : new Error(String(error)) }),
      )
      setDeliveries((before) => [{ id: crypto.randomUUID(), name: file.name, ...outcome }, ...before])
      announce(outcome.report === null ? `${file.name} was refused.` : reportSentence(file.name, outcome.report))
    }
    setSending(null)
    await queries.invalidateQueries({ queryKey: ['sources'] })
    void queries.invalidateQueries({ queryKey: ['alerts'] })
  }

  if (refusal !== null) return <p className="text-text-2">{refusal}</p>
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <Select
          label="Format"
          isLabelShown
          value={format}
          onChange={setFormat}
          choices={[
            { value: 'auto', label: 'recognise by content' },
            ...formats.map(({ name, title, form }) => ({ value: name, label: `${title} (${form})` })),
          ]}
        />
        <span className="text-small text-text-3">{plural(formats.length, 'format')} are read here.</span>
      </div>
      <FileDrop
        label="Drop alert files here, or choose them"
        hint="One object, an array, lines of JSON, {“Records”: […]}, plain or gzip. The same file twice changes nothing."
        accept=".json,.ndjson,.jsonl,.log,.gz,application/json,application/gzip"
        onFiles={(files) => void send(files)}
        progress={
          sending === null
            ? undefined
            : {
                value: sending.sent,
                max: sending.total,
                text:
                  sending.sent < sending.total
                    ? `${bytesText(sending.sent)} of ${bytesText(sending.total)}`
                    : `${bytesText(sending.total)} sent, reading`,
              }
        }
      />
      {deliveries.length === 0 ? null : <Deliveries deliveries={deliveries} />}
    </div>
  )
}

function Deliveries({ deliveries }: { readonly deliveries: readonly Delivery[] }) {
  return (
    <>
      {deliveries
        .filter(({ error }) => error !== null)
        .map(({ id, name, error }) => (
          <Banner
            key={id}
            tone="bad"
            title={
              <>
                <HostileText text={name} mono maxLength={40} /> was refused: {failureWords(error).title}.
              </>
            }
          >
            <HostileText text={failureWords(error).detail} />
          </Banner>
        ))}
      {deliveries.some(({ report }) => report !== null) ? (
        <Table
          label="Files of this visit"
          head={[
            ['File', 'text-start'],
            ['Records', 'text-end'],
            ['Accepted', 'text-end'],
            ['Duplicates', 'text-end'],
            ['Conflicts', 'text-end'],
            ['Refused', 'text-end'],
            ['Alerts opened', 'text-end'],
            ['Updated', 'text-end'],
            ['New identities', 'text-end'],
          ]}
        >
          {deliveries.map(({ id, name, report }) =>
            report === null ? null : (
              <tr key={id} className="[&_td]:tabular-nums">
                <td>
                  <HostileText text={name} mono maxLength={40} />
                </td>
                <td className="text-end">{countText(report.records)}</td>
                <td className="text-end">{countText(report.accepted)}</td>
                <td className="text-end">{countText(report.duplicates)}</td>
                <td className="text-end">
                  {report.conflicts === 0 ? 'none' : <span className="text-doubt">{countText(report.conflicts)}</span>}
                </td>
                <td className="text-end">
                  {report.refused === 0 ? (
                    'none'
                  ) : (
                    <Link to="/sources" search={{ tab: 'dead-letters' }} className="text-doubt underline">
                      {countText(report.refused)}
                    </Link>
                  )}
                </td>
                <td className="text-end font-title">{countText(report.alertsOpened)}</td>
                <td className="text-end">{countText(report.alertsUpdated)}</td>
                <td className="text-end">{countText(report.identitiesUnclaimed)}</td>
              </tr>
            ),
          )}
        </Table>
      ) : null}
    </>
  )
}

function reportSentence(name: string, report: IngestReport): string {
  return `${name}: ${plural(report.records, 'record')}, ${report.accepted} accepted, ${report.refused} refused, ${plural(report.alertsOpened, 'alert')} opened.`
}
