import { useState } from 'react'
import * as words from '#words/settings.ts'
import { nowMs } from '../ui/clock.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { zoneName, zoneTitle } from '../ui/time-text.ts'
import { usePreferences } from './preferences.ts'

const MOST_SHOWN = 12

/** Any zone that this browser knows, by its city. */
export function ZoneDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const zones = isOpen ? Intl.supportedValuesOf('timeZone') : []
  const found = zones.filter((zone) => zoneTitle(zone).toLowerCase().includes(wanted))
  const w = words.chooseZone
  const choose = (zone: string) => {
    usePreferences.setState({ zone })
    onClose()
  }
  const [first] = found
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={w.title}
      footer={<p className="me-auto text-micro text-text-3">{w.foot}</p>}
    >
      <TextField
        label={w.search}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first !== undefined) choose(first)
        }}
      />
      <ul aria-label={w.list} className="mt-3 min-h-60">
        {found.slice(0, MOST_SHOWN).map((zone) => (
          <li key={zone}>
            <button
              type="button"
              data-ring="inside"
              onClick={() => choose(zone)}
              className="flex min-h-8 w-full items-center justify-between gap-4 rounded-m px-2 text-start hover:bg-hover touch:min-h-11"
            >
              <span>{zoneTitle(zone)}</span>
              <span className="text-text-3 tabular-nums">{zoneName(nowMs(), zone)}</span>
            </button>
          </li>
        ))}
        {found.length > MOST_SHOWN ? (
          <li className="px-2 py-1 text-small text-text-3">{w.more(found.length - MOST_SHOWN)}</li>
        ) : null}
        {found.length === 0 ? <li className="px-2 py-1 text-text-2">{w.nothing}</li> : null}
      </ul>
    </Dialog>
  )
}
