import * as words from '#words/shared/desk.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { useEscape } from '../../ui/use-escape.ts'
import { keyCaps } from '../keys/key-bindings.ts'
import { isMac } from '../keys/platform.ts'
import { WorkFailed } from './WorkFailed.tsx'
import { forgetTrouble, useWorkTroubles } from './work-troubles.ts'

/** The rows are worked on meanwhile: more than these are counted. */
const MOST_SHOWN = 3

const ESCAPE_CAPS = keyCaps('Escape', isMac)

/** What did not happen, newest last, until somebody has read it. Escape puts the newest away: who reads it need not leave the row. */
export function WorkTroubles() {
  const troubles = useWorkTroubles((state) => state.troubles)
  const newest = troubles.at(-1)
  const more = troubles.length - MOST_SHOWN
  useEscape('notice', newest !== undefined, () => {
    if (newest !== undefined) forgetTrouble(newest.about)
    return true
  })
  return (
    <>
      {troubles.slice(-MOST_SHOWN).map(({ about, error, notDone }) => (
        <WorkFailed
          key={about}
          error={error}
          notDone={notDone}
          action={
            <Button keys={about === newest?.about ? ESCAPE_CAPS : undefined} onClick={() => forgetTrouble(about)}>
              {words.dismiss}
            </Button>
          }
        />
      ))}
      {more > 0 ? (
        <Banner
          tone="doubt"
          title={words.andMoreNotDone(more)}
          action={<Button onClick={() => useWorkTroubles.setState({ troubles: [] })}>{words.dismissAll}</Button>}
        />
      ) : null}
    </>
  )
}
