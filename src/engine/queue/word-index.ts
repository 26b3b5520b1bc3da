/** A text that is full is left alone: what is added later is no copy of all that was there. */
const FULL = 1_048_576

/** Names that stand one after the other in one text. */
interface Shelf {
  text: string
  /** Where each name begins in the text, and last where it ends. */
  readonly starts: number[]
  readonly codes: number[]
}

/**
 * Names of words in few long texts, so that a part of a name is looked for in all of them at once: what compares letters in the machine's
 * own way is called a few times and not once for each of fifty thousand names.
 */
export class WordIndex {
  readonly #shelves: Shelf[] = []

  /** Names are added by ascending code. */
  add(names: Iterable<readonly [code: number, name: string]>): void {
    let last = this.#shelves.at(-1)
    let added: string[] = []
    const close = () => {
      if (last !== undefined) last.text += added.join('')
      added = []
    }
    for (const [code, name] of names) {
      if (last === undefined || (last.starts.at(-1) ?? 0) >= FULL) {
        close()
        last = { text: '', starts: [0], codes: [] }
        this.#shelves.push(last)
      }
      added.push(name)
      last.codes.push(code)
      last.starts.push((last.starts.at(-1) ?? 0) + name.length)
    }
    close()
  }

  /** Visits each name that holds the part, by ascending code: whose it is, and whether it begins so. */
  find(part: string, visit: (code: number, isBeginning: boolean) => void): void {
    for (const { text, starts, codes } of this.#shelves) {
      if (part === '') {
        for (const code of codes) visit(code, true)
        continue
      }
      let name = 0
      let from = 0
      for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, from)) {
        while ((starts[name + 1] ?? Number.POSITIVE_INFINITY) <= at) name += 1
        const end = starts[name + 1] ?? text.length
        const isInside = at + part.length <= end
        if (isInside) visit(codes[name] ?? 0, at === starts[name])
        from = isInside ? end : at + 1
      }
    }
  }
}
