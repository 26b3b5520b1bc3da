import type { IdentityRef, Signal } from '../../../domain/signal/signal.ts'

export interface SentencePart {
  readonly text: string
  /** `name`: a machine name, set in mono. `address`: where it came from, in the attacker's hue. */
  readonly kind: 'text' | 'name' | 'address'
}

/**
 * Splits a sentence at the machine names that the signal itself holds. Nothing is guessed from the shape of a word: what is
 * not in the signal stays prose. The parts together are the sentence, unchanged.
 */
export function splitAtNames(sentence: string, signal: Signal): readonly SentencePart[] {
  const address = signal.network.ip
  const names = new Set(
    [
      ...signal.sessions.map(({ id }) => id),
      ...signal.credentials.map(({ id }) => id),
      ...signal.resources.flatMap(({ id, name }) => [id, name]),
      ...[signal.actor, ...signal.affected].flatMap((ref) => (ref === null ? [] : namesOf(ref))),
      signal.account,
      signal.tool,
      signal.userAgent,
      signal.call?.service ?? null,
      signal.call?.operation ?? null,
      signal.call === null ? null : `${signal.call.service}:${signal.call.operation}`,
      address,
    ].filter((name): name is string => name !== null && name.length >= 4),
  )
  // The longest first: an ARN holds the name of its role.
  const ordered = [...names].sort((a, b) => b.length - a.length)
  let parts: SentencePart[] = [{ text: sentence, kind: 'text' }]
  for (const name of ordered) {
    parts = parts.flatMap((part): SentencePart[] => {
      if (part.kind !== 'text' || !part.text.includes(name)) return [part]
      return part.text.split(name).flatMap((text, i): SentencePart[] => {
        const found: SentencePart[] = i === 0 ? [] : [{ text: name, kind: name === address ? 'address' : 'name' }]
        return text === '' ? found : [...found, { text, kind: 'text' }]
      })
    })
  }
  return parts
}

export interface EndedPart extends SentencePart {
  /** What ends a clause right behind a name, `''` elsewhere: on a line of its own it would look lost. */
  readonly end: string
}

/** The same parts, each name with the full stop or comma that follows it. In order, `text` and `end` are the sentence again. */
export function withEnds(parts: readonly SentencePart[]): readonly EndedPart[] {
  const endAfter = (index: number) =>
    parts[index]?.kind === 'text' ? '' : (/^[.,;:!?)]+/.exec(textAt(index + 1))?.[0] ?? '')
  const textAt = (index: number) => (parts[index]?.kind === 'text' ? parts[index].text : '')
  return parts
    .map((part, index) => ({ ...part, text: part.text.slice(endAfter(index - 1).length), end: endAfter(index) }))
    .filter(({ text }) => text !== '')
}

function namesOf(ref: IdentityRef): readonly string[] {
  return [ref.label, ...ref.names.map(({ value }) => value)]
}
