import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import type { IngestReport } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { Link } from '../shared/router/Link.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { announce } from '../ui/announce.ts'
import { Banner } from '../ui/Banner.tsx'
import { FileDrop } from '../ui/FileDrop.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { bytesText, countText } from '../ui/number-text.ts'
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
      announce(outcome.report === null ? words.wasRefused(file.name) : reportSentence(file.name, outcome.report))
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
          label={words.format}
          isLabelShown
          value={format}
          onChange={setFormat}
          choices={[
            { value: 'auto', label: words.recogniseByContent },
            ...formats.map(({ name, title, form }) => ({ value: name, label: `${title} (${form})` })),
          ]}
        />
        <span className="text-small text-text-3">{words.areReadHere(formats.length)}</span>
      </div>
      <FileDrop
        label={words.dropAlertFiles}
        hint={words.whichFiles}
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
                    ? words.bytesOf(bytesText(sending.sent), bytesText(sending.total))
                    : words.sentReading(bytesText(sending.total)),
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
            title={words.fileRefused(<HostileText text={name} mono maxLength={40} />, failureWords(error).title)}
          >
            <HostileText text={failureWords(error).detail} />
          </Banner>
        ))}
      {deliveries.some(({ report }) => report !== null) ? (
        <Table
          label={words.filesOfThisVisit}
          head={[
            [words.file, 'text-start'],
            [words.recordsHead, 'text-end'],
            [words.accepted, 'text-end'],
            [words.duplicates, 'text-end'],
            [words.conflicts, 'text-end'],
            [words.refused, 'text-end'],
            [words.openedHead, 'text-end'],
            [words.updated, 'text-end'],
            [words.newIdentities, 'text-end'],
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
                  {report.conflicts === 0 ? (
                    words.none
                  ) : (
                    <span className="text-doubt">{countText(report.conflicts)}</span>
                  )}
                </td>
                <td className="text-end">
                  {report.refused === 0 ? (
                    words.none
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
  return words.fileRead(name, report.records, report.accepted, report.refused, report.alertsOpened)
}
