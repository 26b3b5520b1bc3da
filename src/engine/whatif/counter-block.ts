import type { Kernel } from '../kernel/kernel.ts'
import { PLANE, planeWords } from '../kernel/layout.ts'

/** What the counters of a block look like: first those that every pass fills, then the planes, of which most passes fill a few. */
export interface CounterPlan {
  /** Bytes before the first plane. */
  readonly planesAt: number
  readonly planes: number
  readonly hours: number
}

/** A block in memory: where it begins, in bytes, and who works on it. */
export interface CounterBlock {
  readonly kernel: Pick<Kernel, 'add' | 'clear'>
  readonly words: Uint32Array
  readonly at: number
}

/** Leaves zeros. Cost: the planes that are filled, not those that there are. */
export function emptyCounters({ kernel, words, at }: CounterBlock, plan: CounterPlan): void {
  kernel.clear(at, plan.planesAt)
  for (let plane = 0; plane < plan.planes; plane += 1) {
    const own = planeAt(at, plane, plan)
    const flag = (own >> 2) + plan.hours
    if (((words[flag] ?? 0) & PLANE.isFilled) === 0) continue
    kernel.clear(own, plan.hours * 4)
    words[flag] = PLANE.isChanged
  }
}

/** Adds what another block has counted. Cost: as above. */
export function addCounters({ kernel, words, at }: CounterBlock, from: number, plan: CounterPlan): void {
  kernel.add(from, at, plan.planesAt >> 2)
  for (let plane = 0; plane < plan.planes; plane += 1) {
    const [own, other] = [planeAt(at, plane, plan), planeAt(from, plane, plan)]
    if (((words[(other >> 2) + plan.hours] ?? 0) & PLANE.isFilled) === 0) continue
    kernel.add(other, own, plan.hours)
    words[(own >> 2) + plan.hours] = PLANE.isChanged | PLANE.isFilled
  }
}

function planeAt(block: number, plane: number, { planesAt, hours }: CounterPlan): number {
  return block + planesAt + plane * planeWords(hours) * 4
}
