import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import * as words from '#words/triggers.tsx'
import { openTriggerLab, type ReadFile, type TriggerLab } from '../../engine/worker/client.ts'
import { useNavigate } from '../shared/router/router.ts'
import { useSession } from '../shared/session.ts'
import { announce } from '../ui/announce.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { FileDrop } from '../ui/FileDrop.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { bytesText } from '../ui/number-text.ts'
import { type FilesSoFar, readRuleFiles } from './read-rule-files.ts'
import { FILE_BYTES, isRuleFile, MOST_FILES } from './rule-files.ts'
import { ScrollBox } from './ScrollBox.tsx'
import { draftKey, keepDraft } from './workbench/drafts.ts'

/** Rules from elsewhere: each is read by the same language that would run it, and becomes a draft. Nothing is proposed here. */
export function ImportTab() {
  const navigate = useNavigate()
  const personId = useSession()?.person.id ?? ''
  const lab = useRef<TriggerLab | null>(null)
  const folder = useRef<HTMLInputElement>(null)
  const run = useRef(0)
  const [soFar, setSoFar] = useState<FilesSoFar>(NOTHING_READ)
  const [leftOut, setLeftOut] = useState<readonly string[]>([])
  const [reading, setReading] = useState<number | null>(null)
  useEffect(() => {
    const opened = openTriggerLab(() => undefined)
    lab.current = opened
    return () => opened.close()
  }, [])

  const read = async (chosen: readonly File[]) => {
    if (lab.current === null) return
    run.current += 1
    const own = run.current
    const fitting = new Set(chosen.filter(isRuleFile).slice(0, MOST_FILES))
    setLeftOut(chosen.filter((file) => !fitting.has(file)).map(({ name }) => name))
    setSoFar(NOTHING_READ)
    setReading(fitting.size)
    let last = NOTHING_READ
    for await (const step of readRuleFiles([...fitting], lab.current)) {
      // Whoever chose others meanwhile does not want these any more.
      if (own !== run.current) return
      last = step
      setSoFar(step)
    }
    if (own !== run.current) return
    setReading(null)
    announce(`${readSentence(last.read)}.`)
  }
  const open = ({ name, id, text }: ReadFile) => {
    const subject = id ?? name
    keepDraft(draftKey(personId, `new:${subject}`), { text, baseVersion: 0, tests: [] })
    navigate({ to: '/triggers/new', search: { draft: subject } })
  }

  const missing = [...leftOut, ...soFar.unreadable]

  return (
    <ScrollBox label={words.importIt} className="min-h-0 grow px-6 py-4">
      <div className="max-w-200">
        <FileDrop
          label={words.dropSigmaRules}
          hint={words.filesEndingInYml(MOST_FILES, bytesText(FILE_BYTES))}
          accept=".yml,.yaml"
          onFiles={(chosen) => void read(chosen)}
          progress={
            reading === null
              ? undefined
              : {
                  value: countOf(soFar),
                  max: reading,
                  text: words.ofFiles(countOf(soFar), reading),
                }
          }
        />
        <Button className="mt-2" onClick={() => folder.current?.click()}>
          {words.chooseAFolder}
        </Button>
        <input
          ref={(input) => {
            folder.current = input
            input?.setAttribute('webkitdirectory', '')
          }}
          type="file"
          multiple
          aria-label={words.folderOfRules}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])]
            event.target.value = ''
            if (chosen.length > 0) void read(chosen)
          }}
        />
      </div>
      {soFar.trouble === null ? null : (
        <Banner tone="bad" isUrgent title={words.notAllWereRead}>
          <HostileText text={soFar.trouble} />
        </Banner>
      )}
      {missing.length === 0 ? null : (
        <p className="mt-3 text-small text-doubt">
          {words.leftOutBeing(missing.length, <HostileText text={missing.slice(0, 5).join(', ')} />)}
        </p>
      )}
      {soFar.read.length === 0 ? null : (
        <>
          <p className="mt-4 text-text-2 tabular-nums">{readSentence(soFar.read)}.</p>
          <ul aria-label={words.files} className="mt-2 border-t border-line">
            {soFar.read.map((file) => (
              <FileRow key={file.name} file={file} onOpen={() => open(file)} />
            ))}
          </ul>
        </>
      )}
    </ScrollBox>
  )
}

const NOTHING_READ: FilesSoFar = { read: [], unreadable: [], trouble: null }

function countOf({ read, unreadable }: FilesSoFar): number {
  return read.length + unreadable.length
}

/** The others say what is wrong with them. */
function readSentence(read: readonly ReadFile[]): string {
  const fine = read.filter(({ problems }) => problems.every(({ isWarning }) => isWarning)).length
  return words.ofFilesCanBeRead(fine, read.length)
}

function FileRow({ file, onOpen }: { readonly file: ReadFile; readonly onOpen: () => void }) {
  const { name, title, problems } = file
  const faults = problems.filter(({ isWarning }) => !isWarning)
  return (
    <li className="flex items-start gap-3 border-b border-line py-2 [contain-intrinsic-size:auto_44px] [content-visibility:auto]">
      <span className={faults.length === 0 ? 'mt-0.5 text-ok' : 'mt-0.5 text-bad'}>
        {faults.length === 0 ? <CircleCheck aria-hidden size={14} /> : <CircleAlert aria-hidden size={14} />}
        <span className="sr-only">{faults.length === 0 ? words.read : words.refused}</span>
      </span>
      <span className="min-w-0 grow">
        <HostileText text={title ?? name} className="font-strong" />{' '}
        <HostileText text={name} mono maxLength={60} className="text-text-3" />
        {problems.slice(0, 3).map(({ line, column, message, shouldBe }) => (
          <span key={`${line} ${column} ${message}`} className="line-clamp-2 text-small text-text-2">
            {words.shouldBe(
              <span className="text-text-3 tabular-nums">
                {line}:{column}
              </span>,
              <HostileText text={message} />,
              <HostileText text={shouldBe} />,
            )}
          </span>
        ))}
        {problems.length > 3 ? (
          <span className="block text-small text-text-3">{words.andMore(problems.length - 3)}</span>
        ) : null}
      </span>
      <Button onClick={onOpen}>{faults.length === 0 ? words.openAsDraft : words.mendIt}</Button>
    </li>
  )
}
