import { openKernel } from '../engine/kernel/kernel.ts'
import type { History } from '../engine/whatif/history.ts'
import type { Tables } from '../engine/whatif/tables.ts'
import type { Turn } from './trial.ts'

const PAGE = 65_536

/**
 * The mere read, sixteen bytes at once, of the columns that every contestant of a run is handed and that a whole answer needs: of each
 * alert its case, minute and disposition (9 bytes); of each case what it is decided by, confidence key, spot and trigger (8 bytes and
 * those of the trigger, one where there are no more than 128). They lie here as they lie in the history, none is wider, and none is among them that only some read (numbers of alerts). Typed
 * arrays and objects that only count tiers and gates read less of it: no minutes, no dispositions.
 *
 * This is what the times of a full pass are judged by. What the pass itself reads (`MereReads`) is another form of the same: alerts in
 * the order of their cases, as hours. The more it is compressed, the shorter its mere read, and the worse any pass would look beside it;
 * therefore that ratio is quoted beside this one, and not instead of it.
 */
export function readOfColumns({ rows, cases }: History, { confidenceKey, spot }: Tables): Turn {
  const columns = [rows.caseOf, rows.minute, rows.disposition, cases.trigger, confidenceKey, spot]
  // Each column begins at a word of its own; what is left of the last 64 bytes stays empty and is read, too.
  const starts: number[] = []
  let end = 0
  for (const { byteLength } of columns) {
    starts.push(end)
    end += (byteLength + 3) & ~3
  }
  const bytes = Math.ceil(end / 64) * 64
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) })
  for (const [i, { buffer, byteOffset, byteLength }] of columns.entries())
    new Uint8Array(memory.buffer, starts[i]).set(new Uint8Array(buffer, byteOffset, byteLength))
  const kernel = openKernel(memory)
  return { task: READ_OF_COLUMNS, bytes, work: () => kernel.read(0, bytes) }
}

export const READ_OF_COLUMNS = 'mere read of the columns that every contestant is handed'
export const READ_OF_OWN = 'mere read of what a full pass reads, in its own form'
