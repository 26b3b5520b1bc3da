/** What lies over a screen and goes by Escape, the uppermost first. Toasts would go by themselves; a notice waits for its reader. */
export const LAYERS = ['toast', 'notice'] as const
export type Layer = (typeof LAYERS)[number]

/**
 * What a press does to one of them. `isLast` where nothing lies below it but the screen itself. It answers whether the press is used up;
 * if not, it goes on to whoever is below.
 */
export type OnEscape = (isLast: boolean) => boolean

/** Who takes Escape before the keys of the screen do. */
export class EscapeStack {
  readonly #wanted = new Map<Layer, OnEscape[]>()

  /** From now on `run` is above those of its layer that were here before. The answer takes it away. */
  add(layer: Layer, run: OnEscape): () => void {
    this.#wanted.set(layer, [run, ...(this.#wanted.get(layer) ?? [])])
    return () =>
      this.#wanted.set(
        layer,
        (this.#wanted.get(layer) ?? []).filter((one) => one !== run),
      )
  }

  /** Whether somebody used the press up. */
  press(): boolean {
    const fromTop = LAYERS.flatMap((layer) => this.#wanted.get(layer) ?? [])
    return fromTop.some((run, at) => run(at === fromTop.length - 1))
  }
}
