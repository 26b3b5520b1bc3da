import * as words from '#words/shared/desk.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { WorkFailed } from './WorkFailed.tsx'
import { forgetTrouble, useWorkTroubles } from './work-troubles.ts'

/** The rows are worked on meanwhile: more than these are counted. */
const MOST_SHOWN = 3

/** What did not happen, newest last, until somebody has read it. */
export function WorkTroubles() {
  const troubles = useWorkTroubles((state) => state.troubles)
  const more = troubles.length - MOST_SHOWN
  return (
    <>
      {troubles.slice(-MOST_SHOWN).map(({ about, error, notDone }) => (
        <WorkFailed
          key={about}
          error={error}
          notDone={notDone}
          action={<Button onClick={() => forgetTrouble(about)}>{words.dismiss}</Button>}
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
