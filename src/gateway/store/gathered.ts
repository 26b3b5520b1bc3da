/**
 * One question for many who ask the same of different things: what is asked within `withinMs` of the first goes along with it, each thing
 * once. Where the question fails, it fails for all of them.
 */
export function gathered<Key, Answer>(
  ask: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Answer>>,
  withinMs: number,
): (key: Key) => Promise<Answer | undefined> {
  let waiting = new Set<Key>()
  let answers: Promise<ReadonlyMap<Key, Answer>> | null = null
  return async (key) => {
    waiting.add(key)
    answers ??= new Promise<void>((settle) => setTimeout(settle, withinMs)).then(() => {
      const keys = [...waiting]
      waiting = new Set()
      answers = null
      return ask(keys)
    })
    return (await answers).get(key)
  }
}
