import { KERNEL_MODULE, SHARED_KERNEL_MODULE } from './module.ts'
import { createTwin } from './twin.ts'

/** Decides cases again, in a memory that is laid out as `layout.ts` says. */
export interface Kernel {
  /** All cases of a piece. `mode`: bits of `MODE_…`; `counters`: the address of the counters that the changes are added to. */
  pass(piece: number, mode: number, counters: number): void
  /**
   * All cases of a piece, whatever was answered before, added to counters that hold nothing of them. `need` and `answer`: where the
   * columns begin into which it is written, or would if they had all cases. `isUsual`: 1 where the plane of one approval holds all
   * alerts already, so that those are taken out which count elsewhere.
   */
  recount(piece: number, counters: number, need: number, answer: number, isUsual: number): void
  /** Of every so many cases of a piece, from its first on, adds up what `SAMPLED_WORDS` says. Changes nothing but choices that are kept. */
  sample(piece: number, step: number, counters: number): void
  /** The cases of a list at an address, in the order of the pieces. */
  list(address: number, count: number, mode: number, counters: number): void
  /** Leaves zeros in so many bytes. */
  clear(at: number, bytes: number): void
  /** Adds so many words to as many others. */
  add(from: number, to: number, words: number): void
  /** How far so many amounts at an address go past a budget, in all. */
  past(address: number, amounts: number, budget: number): number
  /** A sum over what the first so many cases refer to, 32 bits of it: what looking all of it up costs at least. */
  look(cases: number): number
  /** The sum of the words there, 32 bits of it: what anything costs at least that looks at them. `bytes` is a multiple of 64. */
  read(address: number, bytes: number): number
}

const compiled = new Map<string, WebAssembly.Module | null>()

/** Null where this engine has no SIMD: then the twin has to do. */
function moduleOf(text: string): WebAssembly.Module | null {
  const known = compiled.get(text)
  if (known !== undefined) return known
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  const made = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
  compiled.set(text, made)
  return made
}

/** The kernel over a memory, which may be shared: in WebAssembly, or its twin. */
export function openKernel(memory: WebAssembly.Memory, isTwin = false): Kernel {
  const isShared = !(memory.buffer instanceof ArrayBuffer)
  const found = isTwin ? null : moduleOf(isShared ? SHARED_KERNEL_MODULE : KERNEL_MODULE)
  if (found === null) return createTwin(memory.buffer)
  return new WebAssembly.Instance(found, { env: { memory } }).exports as unknown as Kernel
}
