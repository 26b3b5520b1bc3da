import { useNavigate } from '@tanstack/react-router'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { openTriggerLab, type ReadFile, type TriggerLab } from '../../engine/worker/client.ts'
import { useSession } from '../shared/session.ts'
import { announce } from '../ui/announce.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { FileDrop } from '../ui/FileDrop.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { bytesText, plural } from '../ui/number-text.ts'
import { FILE_BYTES, isRuleFile, MOST_FILES, ruleFilesOf } from './rule-files.ts'
import { ScrollBox } from './ScrollBox.tsx'
import { draftKey, keepDraft } from './workbench/drafts.ts'

/** Rules from elsewhere: each is read by the same language that would run it, and becomes a draft. Nothing is proposed here. */
export function ImportTab() {
  const navigate = useNavigate()
  const personId = useSession()?.person.id ?? ''
  const lab = useRef<TriggerLab | null>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<readonly ReadFile[]>([])
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const [reading, setReading] = useState<number | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  useEffect(() => {
    const opened = openTriggerLab(() => undefined)
    lab.current = opened
    return () => opened.close()
  }, [])

  const read = async (chosen: readonly File[]) => {
    const fitting = new Set(chosen.filter(isRuleFile).slice(0, MOST_FILES))
    setTrouble(null)
    setReading(fitting.size)
    const { texts, unreadable } = await ruleFilesOf([...fitting])
    setLeftOut([...chosen.filter((file) => !fitting.has(file)).map(({ name }) => name), ...unreadable])
    const outcome = await lab.current?.ask({ kind: 'read-files', files: texts })
    setReading(null)
    if (outcome?.kind === 'answered') {
      const found = outcome.answer.files
      setFiles(found)
      announce(
        `${plural(found.filter(({ problems }) => problems.length === 0).length, 'file')} of ${found.length} can be read.`,
      )
    } else if (outcome?.kind === 'stopped') {
      setTrouble('One of these files made the reader hang. It was stopped; try them in smaller groups.')
    } else if (outcome?.kind === 'failed') setTrouble(outcome.message)
  }
  const open = ({ name, id, text }: ReadFile) => {
    const subject = id ?? name
    keepDraft(draftKey(personId, `new:${subject}`), { text, baseVersion: 0, tests: [] })
    void navigate({ to: '/triggers/new', search: { draft: subject } })
  }

  return (
    <ScrollBox label="Import" className="min-h-0 grow px-6 py-4">
      <div className="max-w-200">
        <FileDrop
          label="Drop Sigma rules here, or choose them"
          hint={`Files ending in .yml or .yaml, at most ${MOST_FILES} of ${bytesText(FILE_BYTES)} each. They are read in this browser and sent nowhere.`}
          accept=".yml,.yaml"
          onFiles={(chosen) => void read(chosen)}
          progress={
            reading === null ? undefined : { value: 0, max: reading, text: `reading ${plural(reading, 'file')}` }
          }
        />
        <Button className="mt-2" onClick={() => folder.current?.click()}>
          Choose a folder
        </Button>
        <input
          ref={(input) => {
            folder.current = input
            input?.setAttribute('webkitdirectory', '')
          }}
          type="file"
          multiple
          aria-label="Folder of rules"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])]
            event.target.value = ''
            if (chosen.length > 0) void read(chosen)
          }}
        />
      </div>
      {trouble === null ? null : (
        <Banner tone="bad" isUrgent title="Not read.">
          {trouble}
        </Banner>
      )}
      {leftOut.length === 0 ? null : (
        <p className="mt-3 text-small text-doubt">
          {plural(leftOut.length, 'file')} left out, being no .yml or .yaml, not in UTF-8, too large or too many:{' '}
          <HostileText text={leftOut.slice(0, 5).join(', ')} />
        </p>
      )}
      {files.length === 0 ? null : (
        <ul aria-label="Files" className="mt-4 border-t border-line">
          {files.map((file) => (
            <FileRow key={file.name} file={file} onOpen={() => open(file)} />
          ))}
        </ul>
      )}
    </ScrollBox>
  )
}

function FileRow({ file, onOpen }: { readonly file: ReadFile; readonly onOpen: () => void }) {
  const { name, title, problems } = file
  const faults = problems.filter(({ isWarning }) => !isWarning)
  return (
    <li className="flex items-start gap-3 border-b border-line py-2">
      <span className={faults.length === 0 ? 'mt-0.5 text-ok' : 'mt-0.5 text-bad'}>
        {faults.length === 0 ? <CircleCheck aria-hidden size={14} /> : <CircleAlert aria-hidden size={14} />}
        <span className="sr-only">{faults.length === 0 ? 'Read' : 'Refused'}</span>
      </span>
      <span className="min-w-0 grow">
        <HostileText text={title ?? name} className="font-strong" />{' '}
        <HostileText text={name} mono maxLength={60} className="text-text-3" />
        {problems.slice(0, 3).map(({ line, column, message, shouldBe }) => (
          <span key={`${line} ${column} ${message}`} className="line-clamp-2 text-small text-text-2">
            <span className="text-text-3 tabular-nums">
              {line}:{column}
            </span>{' '}
            <HostileText text={message} />. Should be <HostileText text={shouldBe} />
          </span>
        ))}
        {problems.length > 3 ? (
          <span className="block text-small text-text-3">and {problems.length - 3} more</span>
        ) : null}
      </span>
      <Button onClick={onOpen}>{faults.length === 0 ? 'Open as draft' : 'Mend it'}</Button>
    </li>
  )
}
