import { KERNEL_MODULE } from './module.ts'
import { createTwin } from './twin.ts'

/** Decides cases again, in a memory that is laid out as `layout.ts` says. */
export interface Kernel {
  /** All cases of a piece. `mode`: bits of `MODE_…`; `counters`: the address of the counters that the changes are added to. */
  pass(piece: number, mode: number, counters: number): void
  /** The cases of a list at an address, in the order of the pieces. */
  list(address: number, count: number, mode: number, counters: number): void
  /** How far so many amounts at an address go past a budget, in all. */
  past(address: number, amounts: number, budget: number): number
  /** The sum of the words there, 32 bits of it: what anything costs at least that looks at them. `bytes` is a multiple of 64. */
  read(address: number, bytes: number): number
}

let compiled: WebAssembly.Module | null | undefined

/** Null where this engine has no SIMD: then the twin has to do. */
function moduleOf(): WebAssembly.Module | null {
  const bytes = Uint8Array.from(atob(KERNEL_MODULE), (char) => char.charCodeAt(0))
  if (!WebAssembly.validate(bytes)) return null
  return new WebAssembly.Module(bytes)
}

/** The kernel over a memory: in WebAssembly, or its twin. */
export function openKernel(memory: WebAssembly.Memory, isTwin = false): Kernel {
  if (compiled === undefined) compiled = moduleOf()
  if (isTwin || compiled === null) return createTwin(memory.buffer)
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Kernel
}
