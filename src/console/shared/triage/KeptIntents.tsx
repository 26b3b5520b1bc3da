import { FilePen } from 'lucide-react'
import { useState } from 'react'
import { alertName } from '#words/shared/triage.ts'
import * as words from '#words/shared/work.tsx'
import { wishTitle } from '../../../domain/work/wish-words.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { Time } from '../../ui/Time.tsx'
import { type KeptIntent, useKeptIntents } from './kept-intents.ts'
import { WorkDialog } from './WorkDialog.tsx'

/** What was about to be done when the line was lost: shown, and asked again. Nothing of it is sent by itself. */
export function KeptIntents() {
  const { intents, drop } = useKeptIntents()
  const [opened, setOpened] = useState<KeptIntent | null>(null)
  const last = intents.at(-1)
  return (
    <>
      {last === undefined || opened !== null ? null : (
        <Banner
          tone="doubt"
          icon={<FilePen aria-hidden size={16} />}
          title={words.notSentTheLine(last.words.verb, alertName(last.row.number))}
          action={
            <span className="flex shrink-0 gap-2">
              <Button look="ghost" onClick={() => drop(last.row.id)}>
                {words.discard}
              </Button>
              <Button onClick={() => setOpened(last)}>{words.lookAt}</Button>
            </span>
          }
        >
          {words.keptSince(<Time at={last.at} look="clock" />, intents.length, intents.length - 1)}
        </Banner>
      )}
      {opened === null ? null : (
        <WorkDialog
          words={opened.words}
          rows={[opened.row]}
          change={() => opened.change}
          onChanged={() => undefined}
          onClose={() => setOpened(null)}
        >
          <p>
            {words.whatYouWanted(
              wishTitle(opened.change, null),
              opened.change.reason === undefined
                ? null
                : words.because(<HostileText text={opened.change.reason} maxLength={300} />),
            )}
          </p>
        </WorkDialog>
      )}
    </>
  )
}
