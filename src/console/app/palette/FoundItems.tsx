import { useQuery } from '@tanstack/react-query'
import { Fingerprint, Inbox, Search } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import * as words from '#words/palette.ts'
import { alertName } from '#words/shared/triage.ts'
import { useBackend } from '../../shared/backend.tsx'
import { writeUrlWords } from '../../shared/url-words.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { PaletteGroup, PaletteItem } from './PaletteItem.tsx'

interface FoundItemsProps {
  readonly text: string
  readonly onGo: (href: string) => void
  /** The one alert of that number is what Enter should open. */
  readonly onFound: (item: string) => void
}

/** Names are asked for when the typing rests; a question a letter would only be thrown away. */
const REST_MS = 150
const MOST_IDENTITIES = 5

/** What the gateway knows by these words: the alert of that number, identities of that name, and the ways to search on. */
export function FoundItems({ text, onGo, onFound }: FoundItemsProps) {
  const backend = useBackend()
  const rested = useRested(text)
  const number = /^(?:a-?)?(\d{1,12})$/i.exec(rested)?.[1] ?? null
  const alert = useQuery({
    queryKey: ['alerts', 'by-number', number],
    enabled: number !== null,
    queryFn: async ({ signal }) => {
      const page = await backend.listAlerts({ text: alertName(Number(number)), limit: 20 }, signal)
      return page.items.find((row) => row.number === Number(number)) ?? null
    },
  }).data
  const identities = useQuery({
    queryKey: ['identities', 'palette', rested],
    enabled: rested.length >= 2,
    queryFn: async ({ signal }) =>
      (await backend.listIdentities({ text: rested, limit: MOST_IDENTITIES }, signal)).items,
  }).data
  const found = alert === undefined || alert === null ? null : alertItem(alert)
  const tell = useEffectEvent(onFound)
  useEffect(() => {
    if (found !== null) tell(found)
  }, [found])
  if (text === '') return null
  return (
    <>
      {number === null || alert === undefined ? null : (
        <PaletteGroup title={words.alerts}>
          {alert === null ? (
            <p className="px-4 py-2 text-small text-text-2">{words.noAlert(alertName(Number(number)))}</p>
          ) : (
            <PaletteItem
              value={alertItem(alert)}
              icon={<Inbox aria-hidden size={16} strokeWidth={1.6} />}
              onRun={() => onGo(`/alerts/${encodeURIComponent(alert.id)}`)}
            >
              <span className="font-mono">{alertName(alert.number)}</span>{' '}
              <HostileText text={alert.title} maxLength={60} />
            </PaletteItem>
          )}
        </PaletteGroup>
      )}
      {identities === undefined || identities.length === 0 || rested.length < 2 ? null : (
        <PaletteGroup title={words.identities}>
          {identities.map((identity) => (
            <PaletteItem
              key={identity.id}
              value={`identity ${identity.id}`}
              icon={<Fingerprint aria-hidden size={16} strokeWidth={1.6} />}
              onRun={() => onGo(`/identities/${encodeURIComponent(identity.id)}`)}
            >
              <HostileText text={identity.name} mono maxLength={60} />
            </PaletteItem>
          ))}
        </PaletteGroup>
      )}
      <PaletteGroup title={words.search}>
        {(
          [
            ['/queue', words.searchAlerts(text)],
            ['/identities', words.searchIdentities(text)],
            ['/triggers', words.searchTriggers(text)],
          ] as const
        ).map(([to, label]) => (
          <PaletteItem
            key={to}
            value={`search ${to} ${text}`}
            icon={<Search aria-hidden size={16} />}
            onRun={() => onGo(`${to}${writeUrlWords({ text })}`)}
          >
            <HostileText text={label} maxLength={80} />
          </PaletteItem>
        ))}
      </PaletteGroup>
    </>
  )
}

const alertItem = ({ id }: { readonly id: string }) => `alert ${id}`

function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}
