import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import * as words from '#words/alert.tsx'
import type { NoteView } from '../../domain/views/together-views.ts'
import { LONGEST_NOTE } from '../../domain/work/mentions.ts'
import { useBackend } from '../shared/backend.tsx'
import { CONFIRM_CAPS } from '../shared/keys/confirm-caps.ts'
import { peopleQuery } from '../shared/people.ts'
import { WorkFailed } from '../shared/triage/WorkFailed.tsx'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import { onConfirmKey } from '../ui/confirm-key.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { Time } from '../ui/Time.tsx'
import { useNoteDrafts } from './note-drafts.ts'
import { suggestions, withMention } from './note-mentions.ts'

/** Where the key that writes a note leads. */
export const NOTE_FIELD = 'note'

interface NotesProps {
  readonly alertId: string
  readonly notes: readonly NoteView[]
  /** Why this person cannot write here now; null if they can. */
  readonly refusal: string | null
}

/** What colleagues wrote, oldest first, and the next one. A draft belongs to this page and outlives a lost connection. */
export function Notes({ alertId, notes, refusal }: NotesProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const field = useRef<HTMLDivElement>(null)
  const text = useNoteDrafts((drafts) => drafts.texts[alertId] ?? '')
  const setText = (next: string) => useNoteDrafts.getState().keep(alertId, next)
  const people = useQuery(peopleQuery(backend)).data ?? []
  const write = useMutation({
    mutationFn: (note: string) => backend.addNote(alertId, note),
    onSuccess: ({ mentions }) => {
      setText('')
      announce(words.noteIsWritten(mentions.length))
      return queries.invalidateQueries({ queryKey: ['alerts', 'one', alertId] })
    },
  })
  const send = () => {
    if (refusal === null && text.trim() !== '' && !write.isPending) write.mutate(text.trim())
  }
  const offered = suggestions(text, people)
  return (
    <Section title={words.notes} aside={notes.length === 0 ? undefined : words.keptAsWritten}>
      {notes.length === 0 ? <p className="text-text-2">{words.nobodyHasWritten}</p> : null}
      {/* A list of nothing is still read out as a list. */}
      <ul className="flex flex-col" hidden={notes.length === 0}>
        {notes.map((note) => (
          <li key={note.id} className="border-b border-line py-1.5 last:border-b-0">
            <p className="text-small text-text-3">
              <span className="text-text-2">
                <HostileText text={note.by.name} />
              </span>
              , <Time at={note.at} look="both" />
            </p>
            <p className="max-w-200 break-words whitespace-pre-wrap">
              <HostileText text={note.text} maxLength={LONGEST_NOTE} />
            </p>
          </li>
        ))}
      </ul>
      <div ref={field} className="mt-3 flex max-w-200 flex-col gap-2">
        {write.error === null ? null : <WorkFailed error={write.error} notDone={words.theNoteIsNotWritten} />}
        <TextArea
          id={NOTE_FIELD}
          label={words.writeANote}
          value={text}
          onChange={setText}
          rows={2}
          maxLength={LONGEST_NOTE}
          onKeyDown={onConfirmKey(send)}
          hint={words.howToCall}
        />
        {offered.length === 0 ? null : (
          <ul aria-label={words.peopleToCall} className="flex flex-wrap gap-1.5">
            {offered.map(({ id, name }) => (
              <li key={id}>
                <Button
                  onClick={() => {
                    setText(withMention(text, name))
                    field.current?.querySelector('textarea')?.focus()
                  }}
                >
                  <HostileText text={`@${name}`} />
                </Button>
              </li>
            ))}
          </ul>
        )}
        <span>
          <Button
            keys={CONFIRM_CAPS}
            isBusy={write.isPending}
            disabledBecause={refusal ?? (text.trim() === '' ? words.writeSomethingFirst : null)}
            onClick={send}
          >
            {words.writeNote}
          </Button>
        </span>
      </div>
    </Section>
  )
}
